import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Glance } from '../../../src/glance/client.ts';
import type { Image } from '../../../src/model/image.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { connect } from '../../../src/openstack/connect.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { type Outcome, runProgram } from '../../cli/fake-terminal.ts';

/** What users and reconcile see of an image: without ids, times and what apply alone knows. */
export interface Seen
  extends Pick<Image, 'visibility' | 'hidden' | 'protected' | 'status' | 'minDisk' | 'tags'> {
  readonly name: string;
  readonly description: string | null;
  readonly members: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** SHA-256 of the data; null: it has none. */
  readonly data: string | null;
}

/** A folder with a state file and a saved plan, and a cloud that starts again from the same images. */
export interface Workplace {
  readonly folder: string;
  readonly plan: Plan;
  /** Writes the saved plan. */
  save(plan: unknown): void;
  apply(...argv: readonly string[]): Promise<Outcome>;
  run(...argv: readonly string[]): Promise<Outcome>;
  /** Does the work while the folder has no state file. */
  withoutStateFile<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The requests since the last reset that change images. */
  changing(): readonly string[];
  seen(): Promise<readonly Seen[]>;
  /** Brings the cloud back to the images that the plan was made for. */
  reset(): Promise<void>;
  /** The same cloud, with the same projects and images, under another address. */
  copy(): Promise<{ readonly sandbox: Sandbox; close(): Promise<void> }>;
  close(): Promise<void>;
}

const FIRST = `
    - {name: changed, format: raw, file: a.img, visibility: public}
    - {name: replaced, format: raw, file: a.img, min_disk: 1, properties: {os_distro: debian}}
    - {name: shared, format: raw, file: a.img, visibility: shared, members: [tenant1]}
    - {name: gone, format: raw, file: a.img}
    - {name: same, format: raw, file: a.img}
    - {name: latest, format: raw, file: c.img}
`;

const NEXT = `
    - {name: changed, format: raw, file: a.img, visibility: private, tags: [lts], properties: {os_distro: debian}}
    - {name: replaced, format: raw, file: b.img, checksum: "CHECKSUM", min_disk: 2, description: new}
    - {name: shared, format: raw, file: a.img, visibility: shared, members: [tenant2]}
    - {name: gone, state: absent}
    - {name: same, format: raw, file: a.img}
    - {name: created, format: raw, file: b.img, checksum: "CHECKSUM", protected: true}
    - {name: latest, format: raw, file: b.img, checksum: "CHECKSUM"}
    - {name: renamed, format: raw, file: c.img, visibility: public}
`;

const BYTES = {
  'a.img': 'the first content',
  'b.img': 'the second content',
  'c.img': 'a third content',
  'evil.img': 'other bytes',
};

export function sha256(file: keyof typeof BYTES): string {
  return createHash('sha256').update(BYTES[file]).digest('hex');
}

export async function openSavedPlan(next: string = NEXT): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-saved-'));
  const origin = join(folder, 'origin');
  let requests: string[] = [];
  let turn = 0;
  const start = async (dataDir: string, port: number): Promise<Sandbox> =>
    startSandbox({
      dataDir,
      port,
      onRequest: ({ method, service, path }) => {
        if (service === 'image' && method !== 'GET') requests.push(`${method} ${path}`);
      },
    });
  let sandbox = await start(origin, 0);
  const port = Number(new URL(sandbox.imageUrl).port);
  const run = (...argv: readonly string[]) => runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
  const write = (images: string) =>
    writeFileSync(
      join(folder, 'glance.yaml'),
      `glance:\n  server:\n    name: prod\n    images:${images.replaceAll('CHECKSUM', `sha256:${sha256('b.img')}`)}`,
    );
  for (const [file, bytes] of Object.entries(BYTES)) writeFileSync(join(folder, file), bytes);
  write(FIRST);
  await run('apply', '--yes');
  write(next);
  const planned = await run('plan', '-o', 'plan.json');
  if (planned.code !== 0) throw new Error(planned.stdout + planned.stderr);
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Plan;

  const reset = async () => {
    await sandbox.close();
    turn += 1;
    const copy = join(folder, `cloud-${turn}`);
    cpSync(origin, copy, { recursive: true });
    rmSync(join(folder, `cloud-${turn - 1}`), { recursive: true, force: true });
    sandbox = await start(copy, port);
    requests = [];
  };
  await reset();
  return {
    folder,
    plan,
    run,
    reset,
    save: (document) => writeFileSync(join(folder, 'plan.json'), JSON.stringify(document)),
    apply: (...argv) => run('apply', 'plan.json', ...argv),
    withoutStateFile: async (work) => {
      const [file, away] = [join(folder, 'glance.yaml'), join(folder, 'glance.away')];
      renameSync(file, away);
      try {
        return await work();
      } finally {
        renameSync(away, file);
      }
    },
    changing: () => requests,
    seen: () => look(sandbox, folder),
    copy: async () => {
      const directory = join(folder, 'copy');
      cpSync(origin, directory, { recursive: true });
      const other = await startSandbox({ dataDir: directory });
      return { sandbox: other, close: () => other.close() };
    },
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Markers that apply knows, and digests of the data, which is compared itself. */
const OF_APPLY = /^owner_specified\.(?:openstack\.|reconcile\.(?:id|run|digests|validators|source)$)|^os_/;

async function look(sandbox: Sandbox, folder: string): Promise<readonly Seen[]> {
  const connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: folder,
    home: folder,
    secrets: new Secrets(),
  });
  try {
    const glance = new Glance(connection.image);
    const found: Seen[] = [];
    for (const hidden of [false, true]) {
      for await (const image of glance.images.list({ hidden })) found.push(await seenOf(image, glance));
    }
    return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  } finally {
    await connection.close();
  }
}

async function seenOf(image: Image, glance: Glance): Promise<Seen> {
  const { visibility, hidden, status, minDisk, tags, description } = image;
  const properties = Object.entries(image.properties).filter(([key]) => !OF_APPLY.test(key));
  const members = visibility === 'shared' ? await glance.members.list(image.id) : [];
  return {
    // A backup's name has the time of its creation.
    name: (image.name ?? '').replace(/\d{4}-\d\d-\d\dT[\d:]+Z/, 'TIME'),
    visibility,
    hidden,
    protected: image.protected,
    status,
    minDisk,
    tags: [...tags].sort(),
    description,
    members: members.map(({ memberId }) => memberId).sort(),
    properties: Object.fromEntries(properties.sort(([a], [b]) => (a < b ? -1 : 1))),
    data: image.checksum,
  };
}
