import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { verifiedBlocks } from '../../content/verified-stream.ts';
import { createOwnFile } from '../../files/own-files.ts';
import { ReconcileError } from '../../model/errors.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import type { DownloadBackupStep } from '../../model/step.ts';
import { type ChangeContext, placed } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

/** Saves a copy of a live image's data in a folder. The file has its final name only when it is complete and verified. */
export async function downloadBackup(step: DownloadBackupStep, context: ChangeContext): Promise<void> {
  await whileAlive(context, () => download(step, context));
}

async function download(step: DownloadBackupStep, context: ChangeContext): Promise<void> {
  const { images, data } = context.glance;
  const image = await images.get(step.id);
  const directory = placed(step.directory, context);
  const path = join(directory, backupFileName(image));
  const partial = `${path}.${randomBytes(8).toString('hex')}.partial`;
  await context.limitTransfers(image.size, async () => {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await removePartials(directory, image.id);
      const verified = verifiedBlocks(data.read(image.id, { signal: context.signal }), {
        expect: { digests: storedDigests(image), size: image.size },
        label: `image ${image.id}`,
        onBlock: (done) =>
          context.onEvent({
            type: 'transfer',
            name: context.change.name,
            direction: 'down',
            done,
            total: image.size,
          }),
      });
      const file = await createOwnFile(partial);
      await pipeline(verified.blocks, file.createWriteStream({ flush: true }));
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      if (!isFileError(error)) throw error;
      throw new ReconcileError(
        'backup-directory',
        `cannot save a backup copy in ${step.directory}: ${error.message}`,
        1,
        {
          hint: 'Correct `backup.directory`, or free space there. The live image is unchanged.',
          cause: error,
        },
      );
    }
  });
}

/** Removes the copies of this image that killed runs did not finish. Only this run works on the image. */
async function removePartials(directory: string, id: string): Promise<void> {
  const names = (await readdir(directory)).filter(
    (name) => name.includes(` ${id}.`) && /\.[0-9a-f]{16}\.partial$/.test(name),
  );
  for (const name of names) await rm(join(directory, name), { force: true });
}

/** The image's name for people, and its id to be unique. Without characters that could lead out of the folder. */
export function backupFileName(image: Pick<Image, 'id' | 'name' | 'diskFormat'>): string {
  const readable = (image.name ?? '').replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_');
  // File systems allow names of 255 bytes. The id and the endings need about 85.
  let short = readable;
  while (Buffer.byteLength(short) > 160) short = [...short].slice(0, -1).join('');
  return `${short} ${image.id}.${(image.diskFormat ?? 'img').replace(/[^a-z0-9]/gi, '_')}`.trimStart();
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
