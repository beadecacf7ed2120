import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PYTHON, run } from './run.ts';
import type { Stack } from './stack.ts';

/** Every image of the bench has a name that begins so. A stack of the user's own may have others. */
export const PREFIX = 'bench-';

const CHILDREN = ['image_properties', 'image_locations', 'image_tags', 'image_members'];
/** SQL: the database chooses its ways by the number of rows, which it does not count at every change. */
const ANALYSES = ['images', ...CHILDREN].map((table) => `ANALYZE TABLE ${table}`);

/** What the bench asks of Glance outside of the timed parts. */
export interface Cloud {
  /** The base of Images URLs, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Creates a queued image and returns its id. */
  create(attributes: Readonly<Record<string, unknown>>): Promise<string>;
  /** Uploads data to a queued image. */
  fill(id: string, data: Uint8Array): Promise<void>;
  get(id: string): Promise<Readonly<Record<string, unknown>>>;
  /** The id of the one image with this name. Throws when there is none, or several. */
  find(name: string): Promise<string>;
  /** The number of the bench's images that are active and not hidden. */
  count(): Promise<number>;
  /**
   * Copies an image's rows, `name-0` to `name-1` … `name-COUNT`: names, and properties that hold name or id, become the copy's.
   * Through the API, 20,000 images would take an hour.
   */
  copy(id: string, from: number, to: number): Promise<void>;
  /** Removes an image's copies from this number on. */
  uncopy(id: string, from: number): Promise<void>;
  /** Removes the bench's images with their data, as if they had never been. */
  clear(): Promise<void>;
}

/** Logs in as the stack's `glance` user. The token outlives the bench. */
export async function openCloud(stack: Stack): Promise<Cloud> {
  const { env } = stack;
  const url = `http://127.0.0.1:${env.RECONCILE_STACK_GLANCE_PORT}`;
  const token = await login(env);

  async function ask(method: string, path: string, body?: Uint8Array | string): Promise<Response> {
    const isData = path.endsWith('/file');
    const type = isData ? 'application/octet-stream' : 'application/json';
    const init = { method, headers: { 'x-auth-token': token, 'content-type': type } };
    const answer = await fetch(`${url}${path}`, body === undefined ? init : { ...init, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async function sql(...statements: readonly string[]): Promise<readonly (readonly unknown[])[]> {
    const script = join(process.cwd(), 'bench/support/sql.py');
    const argv = [PYTHON, script, JSON.stringify(statements)];
    return JSON.parse(await run({ argv, env: { ...process.env, ...env }, cwd: stack.dir }));
  }

  async function columnsOf(table: string): Promise<readonly string[]> {
    return (await sql(`SHOW COLUMNS FROM ${table}`)).map(([name]) => String(name));
  }

  return {
    url,
    token,
    async create(attributes) {
      const body = JSON.stringify({ disk_format: 'raw', container_format: 'bare', ...attributes });
      const { id } = (await (await ask('POST', '/v2/images', body)).json()) as { readonly id: string };
      return id;
    },
    async fill(id, data) {
      await ask('PUT', `/v2/images/${id}/file`, data);
    },
    async get(id) {
      return (await (await ask('GET', `/v2/images/${id}`)).json()) as Readonly<Record<string, unknown>>;
    },
    async find(name) {
      const rows = await sql(`SELECT id FROM images WHERE deleted = 0 AND name = '${name}'`);
      if (rows.length !== 1) throw new Error(`${rows.length} images have the name ${name}`);
      return String(rows[0]?.[0]);
    },
    async count() {
      const active = `deleted = 0 AND status = 'active' AND os_hidden = 0`;
      const [row] = await sql(`SELECT COUNT(*) FROM images WHERE ${active} AND name LIKE '${PREFIX}%'`);
      return Number(row?.[0]);
    },
    async copy(id, from, to) {
      const [row] = await sql(`SELECT name FROM images WHERE id = '${id}'`);
      const name = String(row?.[0]);
      const newName = `CONCAT('${name.replace(/0$/, '')}', seq)`;
      const newId = idOf(id, 'seq');
      const renamed = `REPLACE(REPLACE(value, '${name}', ${newName}), '${id}', ${newId})`;
      const numbers = `seq_${from}_to_${to}`;
      const statements: string[] = [];
      for (const table of ['images', ...CHILDREN]) {
        const columns = (await columnsOf(table)).filter((column) => table === 'images' || column !== 'id');
        // Copies are younger, one second each: images of one moment would be a rare cloud.
        const changed: Readonly<Record<string, string>> = {
          id: newId,
          name: table === 'images' ? newName : 'name',
          image_id: newId,
          value: table === 'image_properties' ? renamed : 'value',
          created_at: 'created_at - INTERVAL seq SECOND',
          updated_at: 'updated_at - INTERVAL seq SECOND',
        };
        const values = columns.map((column) => changed[column] ?? `\`${column}\``);
        const one = table === 'images' ? 'id' : 'image_id';
        statements.push(
          `INSERT INTO ${table} (${columns.map((column) => `\`${column}\``).join(', ')})
           SELECT ${values.join(', ')} FROM ${table} JOIN ${numbers} WHERE ${one} = '${id}' AND deleted = 0`,
        );
      }
      await sql(...statements, ...ANALYSES);
    },
    async uncopy(id, from) {
      const copies = `images.id BETWEEN ${idOf(id, String(from))} AND ${idOf(id, '1e9')} AND images.id <> '${id}'`;
      await sql(...deletions(copies), ...ANALYSES);
    },
    async clear() {
      const ours = `images.name LIKE '${PREFIX}%'`;
      const stored = await sql(`SELECT id FROM images WHERE ${ours}`);
      await sql(...deletions(ours));
      const folder = env.RECONCILE_STACK_FAST ?? '';
      await Promise.all(stored.map(([id]) => rm(join(folder, String(id)), { force: true })));
    },
  };
}

/** SQL: the id of an image's copy of this number. */
function idOf(id: string, number: string): string {
  return `CONCAT(LEFT('${id}', 24), LPAD(HEX(${number}), 12, '0'))`;
}

/** SQL: removes the images that a condition on `images` means. Children go first, because they refer to images. */
function deletions(condition: string): readonly string[] {
  const children = CHILDREN.map(
    (table) => `DELETE child FROM ${table} child JOIN images ON images.id = image_id WHERE ${condition}`,
  );
  return [...children, `DELETE FROM images WHERE ${condition}`];
}

async function login(env: Readonly<Record<string, string>>): Promise<string> {
  const domain = { id: 'default' };
  const user = { name: env.OS_USERNAME, domain, password: env.OS_PASSWORD };
  const body = {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: { name: env.OS_PROJECT_NAME, domain } },
    },
  };
  const answer = await fetch(`${env.OS_AUTH_URL}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const token = answer.headers.get('x-subject-token');
  if (token === null) throw new Error(`Keystone gave no token: ${answer.status}`);
  return token;
}
