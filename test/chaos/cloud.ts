import { Agent, request } from 'undici';
import type { Contents } from './contents.ts';
import type { Others } from './scene.ts';

/** An image as Glance shows it. */
// biome-ignore lint/suspicious/noExplicitAny: as the server sent it
export type Wire = any;

/** The images of a story in the cloud at one instant. */
export interface Look {
  readonly images: readonly Wire[];
  /** The members of shared images: status by project name. */
  readonly members: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** The real addresses of Keystone and Glance behind the gate. */
export interface Upstreams {
  /** Base URLs without version, for the program's requests below `/identity` and `/image`. */
  readonly identity: string;
  readonly image: string;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly project: string;
}

/** A cloud as an administrator sees it, without the program. */
export interface CloudView {
  /** Images whose name begins with `prefix` or that are marked for its stack, visible and hidden. */
  look(prefix: string): Promise<Look>;
  /** One listing of the visible images. */
  listVisible(prefix: string): Promise<readonly Wire[]>;
  others(contents: Contents): Others;
  /** Deletes every image that `look` finds. */
  clear(prefix: string): Promise<void>;
  close(): Promise<void>;
}

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';
const STACK = 'owner_specified.reconcile.stack';

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly json: Wire;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export async function openView(upstreams: Upstreams, credentials: Credentials): Promise<CloudView> {
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  let token = '';

  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    type = 'application/json',
  ): Promise<Answer> {
    const answer = await request(url, {
      dispatcher: agent,
      method,
      headers: { 'x-auth-token': token, ...(body === undefined ? {} : { 'content-type': type }) },
      body: body === undefined ? null : Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      bytes,
      json: isJson ? JSON.parse(bytes.toString()) : null,
      headers: answer.headers,
    };
  }

  async function must(expected: number, answer: Promise<Answer>, what: string): Promise<Answer> {
    const given = await answer;
    if (given.status !== expected) throw new Error(`${what}: ${given.status} ${given.bytes}`);
    return given;
  }

  const signedIn = await must(
    201,
    send('POST', `${upstreams.identity}/v3/auth/tokens`, passwordBody(credentials)),
    'signing in',
  );
  token = String(signedIn.headers['x-subject-token']);
  const listed = await must(200, send('GET', `${upstreams.identity}/v3/projects`), 'listing projects');
  const projects = new Map<string, string>(listed.json.projects.map((one: Wire) => [one.id, one.name]));
  const projectId = (name: string) => [...projects].find(([, other]) => other === name)?.[0] ?? name;

  async function list(hidden: boolean): Promise<readonly Wire[]> {
    const found: Wire[] = [];
    let path = `/v2/images?limit=1000&visibility=all&member_status=all${hidden ? '&os_hidden=true' : ''}`;
    while (path) {
      const page = await must(200, send('GET', `${upstreams.image}${path}`), 'listing images');
      // Listings show an image for an instant while it is being deleted.
      found.push(...page.json.images.filter((image: Wire) => image.status !== 'deleted'));
      path = page.json.next ?? '';
    }
    return found;
  }

  async function membersOf(id: string): Promise<Readonly<Record<string, string>> | null> {
    const answer = await send('GET', `${upstreams.image}/v2/images/${id}/members`);
    if (answer.status !== 200) return null;
    return Object.fromEntries(
      answer.json.members.map((one: Wire) => [projects.get(one.member_id) ?? one.member_id, one.status]),
    );
  }

  async function look(prefix: string): Promise<Look> {
    const images = [...(await list(false)), ...(await list(true))].filter((image) => concerns(image, prefix));
    const members = new Map<string, Readonly<Record<string, string>>>();
    for (const image of images.filter((one) => one.visibility === 'shared')) {
      const found = await membersOf(image.id);
      if (found !== null) members.set(image.id, found);
    }
    return { images, members };
  }

  async function named(name: string): Promise<Wire> {
    const found = (await list(false)).filter((image) => image.name === name);
    if (found.length !== 1) throw new Error(`${found.length} images are named ${name}`);
    return found[0];
  }

  return {
    look,
    listVisible: async (prefix) => (await list(false)).filter((image) => concerns(image, prefix)),
    others: (contents) => ({
      async create(name, label) {
        const attributes = { name, visibility: 'private', disk_format: 'qcow2', container_format: 'bare' };
        const made = await must(201, send('POST', `${upstreams.image}/v2/images`, attributes), 'creating');
        const url = `${upstreams.image}/v2/images/${made.json.id}/file`;
        await must(204, send('PUT', url, contents.of(label).bytes, 'application/octet-stream'), 'uploading');
      },
      async burn(id) {
        await must(201, send('POST', `${upstreams.image}/v2/images`, { id, name: 'burnt' }), 'creating');
        await must(204, send('DELETE', `${upstreams.image}/v2/images/${id}`), 'deleting');
      },
      async accept(name, project) {
        const url = `${upstreams.image}/v2/images/${(await named(name)).id}/members/${projectId(project)}`;
        await must(200, send('PUT', url, { status: 'accepted' }), 'accepting');
      },
    }),
    async clear(prefix) {
      for (const { id } of (await look(prefix)).images) {
        const unprotect = [{ op: 'replace', path: '/protected', value: false }];
        await send('PATCH', `${upstreams.image}/v2/images/${id}`, unprotect, PATCH_TYPE);
        await send('DELETE', `${upstreams.image}/v2/images/${id}`);
      }
    },
    close: () => agent.destroy(),
  };
}

function concerns(image: Wire, prefix: string): boolean {
  return Boolean(image.name?.startsWith(prefix) || image[STACK]?.startsWith(prefix));
}

function passwordBody({ user, password, project }: Credentials): unknown {
  const domain = { name: 'Default' };
  return {
    auth: {
      identity: { methods: ['password'], password: { user: { name: user, domain, password } } },
      scope: { project: { name: project, domain } },
    },
  };
}
