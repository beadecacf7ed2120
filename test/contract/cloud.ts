import { randomUUID } from 'node:crypto';
import { type Answer, type Call, type Method, send } from './http.ts';
import { type Credentials, openTarget, type Target } from './target.ts';

/** The media type of Glance's JSON patches. */
export const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';
export const DATA_TYPE = 'application/octet-stream';

/** A user with a token, and the calls of both services in that user's name. */
export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly projectId: string;
  /** The `token` object that Keystone answered. */
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  readonly grant: any;
  keystone(method: Method, path: string, call?: Call): Promise<Answer>;
  glance(method: Method, path: string, call?: Call): Promise<Answer>;
  patch(id: string, operations: unknown): Promise<Answer>;
  upload(id: string, body: NonNullable<Call['body']>, headers?: Record<string, string>): Promise<Answer>;
  /** Creates an image (raw and bare by default) that goes when the cloud is closed, and gives what was answered. */
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  create(attributes?: Record<string, unknown>): Promise<any>;
  /** An image that holds `data` and is active. */
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  createActive(attributes?: Record<string, unknown>, data?: string): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  image(id: string): Promise<any>;
  /** Every page of a listing. */
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  list(query: Record<string, string>): Promise<any[]>;
}

export interface Cloud {
  readonly target: Target;
  readonly admin: Session;
  readonly member: Session;
  /** Project ids by name. */
  readonly projects: Readonly<Record<'service' | 'tenant1' | 'tenant2' | 'tenant3', string>>;
  /** The Images endpoint of the catalogue. */
  readonly imageUrl: string;
  /** Authenticates with the body of `POST /v3/auth/tokens`. */
  authenticate(auth: unknown): Promise<Answer>;
  /** Deletes the images that the tests created, and closes the sandbox if it is one. */
  close(): Promise<void>;
}

/** Opens the target and signs both users in. Call `close` when the file's tests are done. */
export async function openCloud(): Promise<Cloud> {
  const target = await openTarget();
  const created: string[] = [];
  const authenticate = (auth: unknown): Promise<Answer> =>
    send('POST', `${target.authUrl}/auth/tokens`, { json: { auth } });

  const admin = await signIn(target, target.admin, created);
  const member = await signIn(target, target.member, created);
  const listed = await admin.keystone('GET', '/projects');
  const projects: Record<string, string> = Object.fromEntries(
    listed.json.projects.map((project: { name: string; id: string }) => [project.name, project.id]),
  );
  const projectId = (name: string): string => {
    const id = projects[name];
    if (id === undefined) throw new Error(`the cloud has no project ${name}`);
    return id;
  };
  return {
    target,
    admin,
    member,
    projects: {
      service: projectId('service'),
      tenant1: projectId('tenant1'),
      tenant2: projectId('tenant2'),
      tenant3: projectId('tenant3'),
    },
    imageUrl: imageEndpoint(admin.grant, target.region),
    authenticate,
    async close() {
      for (const id of created) {
        await admin.patch(id, [{ op: 'replace', path: '/protected', value: false }]);
        await admin.glance('DELETE', `/v2/images/${id}`);
      }
      await target.close();
    },
  };
}

/** The body that `authenticate` wants for a user and, unless null, a project of the domain Default. */
export function passwordAuth(
  credentials: Credentials,
  project: string | null = credentials.project,
): unknown {
  const domain = { name: 'Default' };
  const user = { name: credentials.user, domain, password: credentials.password };
  return {
    identity: { methods: ['password'], password: { user } },
    ...(project === null ? {} : { scope: { project: { name: project, domain } } }),
  };
}

/** A name that no other test uses. */
export function unique(prefix = 'contract'): string {
  return `${prefix}-${randomUUID()}`;
}

async function signIn(target: Target, credentials: Credentials, created: string[]): Promise<Session> {
  const answer = await send('POST', `${target.authUrl}/auth/tokens`, {
    json: { auth: passwordAuth(credentials) },
  });
  if (answer.status !== 201) throw new Error(`${credentials.user} cannot sign in: ${answer.text}`);
  const token = answer.headers['x-subject-token']!;
  const grant = answer.json.token;
  const imageUrl = imageEndpoint(grant, target.region);

  const glance: Session['glance'] = (method, path, call) => send(method, imageUrl + path, { token, ...call });
  const create: Session['create'] = async (attributes = {}) => {
    const json = { name: unique(), disk_format: 'raw', container_format: 'bare', ...attributes };
    const answer = await glance('POST', '/v2/images', { json });
    if (answer.status !== 201) throw new Error(`no image: ${answer.status} ${answer.text}`);
    created.push(answer.json.id);
    return answer.json;
  };
  const upload: Session['upload'] = (id, body, headers = {}) =>
    glance('PUT', `/v2/images/${id}/file`, { body, type: DATA_TYPE, headers });
  const image: Session['image'] = async (id) => (await glance('GET', `/v2/images/${id}`)).json;
  return {
    token,
    userId: grant.user.id,
    projectId: grant.project.id,
    grant,
    keystone: (method, path, call) => send(method, target.authUrl + path, { token, ...call }),
    glance,
    patch: (id, operations) => glance('PATCH', `/v2/images/${id}`, { json: operations, type: PATCH_TYPE }),
    upload,
    create,
    async createActive(attributes = {}, data = 'some bytes') {
      const { id } = await create(attributes);
      const answer = await upload(id, data);
      if (answer.status !== 204) throw new Error(`no data: ${answer.status} ${answer.text}`);
      return image(id);
    },
    image,
    async list(query) {
      const images = [];
      let path: string | undefined = `/v2/images?${new URLSearchParams(query)}`;
      while (path !== undefined) {
        const page: Answer = await glance('GET', path);
        if (page.status !== 200) throw new Error(`no listing: ${page.status} ${page.text}`);
        images.push(...page.json.images);
        path = page.json.next;
      }
      return images;
    },
  };
}

interface Grant {
  readonly catalog: readonly {
    readonly type: string;
    readonly endpoints: readonly {
      readonly interface: string;
      readonly region: string;
      readonly url: string;
    }[];
  }[];
}

function imageEndpoint(grant: Grant, region: string): string {
  const service = grant.catalog.find((entry) => entry.type === 'image');
  const endpoint = service?.endpoints.find(
    (entry) => entry.interface === 'public' && entry.region === region,
  );
  if (endpoint === undefined) throw new Error('the catalogue has no public image endpoint');
  return endpoint.url.replace(/\/+$/, '');
}
