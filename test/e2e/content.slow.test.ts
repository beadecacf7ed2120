import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import type { Serve } from '../support/image-server.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Wire, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

function state(name: string, source: string, extra = ''): string {
  return `glance:\n  server:\n    name: ${name}\n    images:\n    - name: ${name}\n      format: qcow2\n      source: ${source}\n${extra}`;
}

describe('new content under the same name', () => {
  it('new content under the same name is published before the old image is retired: a poller never misses an active image', async () => {
    const name = place.name();
    const versions = [1, 2, 3, 4, 5].map((seed) => qcow2(seed, 2_000_000));
    const publish = async (bytes: Buffer) => {
      const source = place.publisher.put(`${name}.qcow2`, bytes);
      await place.write(
        state(
          name,
          source,
          `      checksum: sha256:${digest('sha256', bytes)}\n      public: true\n      backup: {keep: 2}\n`,
        ),
      );
      const report = await place.apply();
      expect(report.exitCode).toBe(0);
    };
    await publish(versions[0]!);

    const poller = pollName(place, name);
    for (const bytes of versions.slice(1)) {
      await publish(bytes);
      const backups = (await place.ours(name)).filter((image) => roleOf(image) === 'backup');
      expect(backups.length).toBeLessThanOrEqual(2);
    }
    const seen = await poller.stop();
    expect(seen.looks).toBeGreaterThan(20);
    expect(seen.without).toBe(0);

    const [published, ...others] = await place.named(name);
    expect(others).toEqual([]);
    expect(await place.download(published.id)).toEqual(versions[4]);
    const backups = (await place.ours(name)).filter((image) => roleOf(image) === 'backup');
    const held = await Promise.all(
      backups.map(async (image) => digest('sha256', await place.download(image.id))),
    );
    expect(held.sort()).toEqual([versions[2]!, versions[3]!].map((bytes) => digest('sha256', bytes)).sort());
    for (const backup of backups)
      expect(backup).toMatchObject({ visibility: 'private', os_hidden: true, status: 'active' });
    expect((await place.plan()).summary).toMatchObject({ unchanged: 1, replace: 0, update: 0 });
  });

  it('new content under the same name is noticed without a digest by the server’s validators, and the same bytes are not sent twice', async () => {
    const name = place.name();
    const source = place.publisher.put(`${name}.qcow2`, qcow2(1));
    await place.write(state(name, source));
    await place.apply();
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'unchanged', warnings: [] });
    place.publisher.put(`${name}.qcow2`, qcow2(2));
    expect((await place.plan()).changes[0]).toMatchObject({ action: 'replace' });
    await place.apply();
    expect((await place.plan()).changes[0]?.action).toBe('unchanged');
  });

  it('new content under the same name is noticed in a local file by the file’s digest', async () => {
    const name = place.name();
    await place.write(qcow2(1).toString('latin1'), 'marker.bin');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${place.folder}/disk.qcow2`, qcow2(1));
    await place.write(state(name, 'disk.qcow2'));
    expect((await place.apply()).exitCode).toBe(0);
    expect((await place.plan()).changes[0]?.action).toBe('unchanged');
    await writeFile(`${place.folder}/disk.qcow2`, qcow2(2));
    expect((await place.plan()).changes[0]?.action).toBe('replace');
  });
});

describe('a source with wrong bytes', () => {
  const good = qcow2(7);
  const flipped = (at: number) => {
    const bytes = Buffer.from(good);
    bytes[at] = bytes[at]! ^ 0x01;
    return bytes;
  };
  const dropped: Serve = (request, response) => {
    response.writeHead(200, { 'content-length': good.length });
    if (request.method === 'HEAD') return void response.end();
    response.write(good.subarray(0, 100_000), () => response.destroy());
  };
  const cases: readonly (readonly [string, Serve])[] = [
    ['the first byte is another', flipped(200_000 - 200_000 + 600)],
    ['the last byte is another', flipped(good.length - 1)],
    ['the very first byte is another', flipped(0)],
    ['it is cut short', good.subarray(0, -1)],
    ['it is too long', Buffer.concat([good, Buffer.from('x')])],
    [
      'it is an error page with status 404',
      (_request, response) => void response.writeHead(404).end('<html>gone</html>'),
    ],
    ['it is an error page with status 200', Buffer.from('<html>please sign in</html>')],
    ['the connection drops for good', dropped],
  ];

  it.each(cases)(
    'a source with wrong bytes (%s): nothing is published, nothing is left over, the old image is as it was',
    async (_what, serve) => {
      const name = place.name();
      const file = `${name}.qcow2`;
      const source = place.publisher.put(file, qcow2(1));
      await place.write(state(name, source));
      await place.apply();
      const before = await place.ours(name);

      place.publisher.put(file, serve);
      await place.write(state(name, source, `      checksum: ${digest('sha512', good)}\n`));
      const report = await place.apply();
      expect([1, 4]).toContain(report.exitCode);
      // A source that is gone blocks the plan.
      const [change] = report.changes;
      const [blocker] = change?.blockedBy ?? [];
      expect(change?.outcome).toBe(blocker ? undefined : 'failed');
      expect(blocker?.message ?? change?.error?.message).toMatch(
        /sha512|404|HTML|broke|bytes|ended|closed|connection/i,
      );
      expect(await place.ours(name)).toEqual(before);
    },
  );

  it('a source with wrong bytes creates no image', async () => {
    const name = place.name();
    const source = place.publisher.put(`${name}.qcow2`, flipped(good.length - 1));
    await place.write(state(name, source, `      checksum: ${digest('md5', good)}\n`));
    const report = await place.apply();
    expect(report.exitCode).toBe(1);
    expect(await place.ours(name)).toEqual([]);
  });

  it('a source with wrong bytes does not stop other images, and the run exits with the code for a partial success', async () => {
    const [bad, fine] = [place.name(), place.name()];
    const badSource = place.publisher.put(`${bad}.qcow2`, flipped(1000));
    const fineSource = place.publisher.put(`${fine}.qcow2`, good);
    await place.write(
      `glance:\n  server:\n    name: ${bad}\n    images:\n${[
        [bad, badSource],
        [fine, fineSource],
      ]
        .map(
          ([name, source]) =>
            `    - {name: ${name}, source: '${source}', checksum: '${digest('sha256', good)}'}\n`,
        )
        .join('')}`,
    );
    const report = await place.apply();
    expect(report.exitCode).toBe(4);
    expect(report.changes.map((change) => change.outcome)).toEqual(['failed', 'done']);
    expect(await place.ours(bad)).toEqual([]);
    // The file has no format: reconcile detects it from the content.
    expect(await place.named(fine)).toMatchObject([
      { status: 'active', disk_format: 'qcow2', container_format: 'bare' },
    ]);
  });
});

function roleOf(image: Wire): string {
  return image['owner_specified.reconcile.role'];
}

interface Poller {
  stop(): Promise<{ readonly looks: number; readonly without: number }>;
}

/** Lists the images with the name every 20 ms, and counts the answers without an active image. */
function pollName(at: Workplace, name: string): Poller {
  const looks: Promise<boolean>[] = [];
  const timer = setInterval(() => {
    looks.push(
      at.cloud.admin
        .glance('GET', `/v2/images?name=${encodeURIComponent(`eq:${name}`)}`)
        .then((answer) => answer.json.images.some((image: Wire) => image.status === 'active')),
    );
  }, 20);
  return {
    async stop() {
      clearInterval(timer);
      const answers = await Promise.all(looks);
      return { looks: answers.length, without: answers.filter((found) => !found).length };
    },
  };
}
