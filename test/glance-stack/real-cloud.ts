import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { Glance } from '../../src/glance/client.ts';
import type { Target } from '../../src/model/cloud.ts';
import { type Image, type ImageAttributes, setOperation } from '../../src/model/image.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { type Connection, connect } from '../../src/openstack/connect.ts';

/** Names that have tripped clients and servers; all of them are good names to Glance. */
export const AWKWARD = [
  'a:b',
  'in:x',
  'eq:x',
  'gt:5',
  'a,b',
  'say "hi"',
  '"',
  'ends\\',
  'mid\\dle',
  'back\\"q',
  'double\\\\',
  '50%',
  '%2C',
  ' lead',
  'trail ',
  'a+b',
  'a&b=c',
  'a/b',
  '#frag',
  'ü ñ 漢字',
  'x'.repeat(255),
  '漢'.repeat(255),
  'tab\there',
  'new\nline',
  '2020-01-01T00:00:00Z',
  'Case',
  'case',
];

/** A connection to the cloud of OS_*, as its user or, with `over`, as another. */
export function connectAs(over: Readonly<Record<string, string | undefined>> = {}): Promise<Connection> {
  return connect({
    reference: {},
    env: { ...process.env, ...over },
    cwd: '/',
    home: homedir(),
    secrets: new Secrets(),
  });
}

/** The service that one test file works on; its images have the property `run` and are deleted at the end. */
export interface RealCloud {
  readonly run: string;
  readonly glance: Glance;
  readonly target: Target;
  /** Requests to the Images service so far. */
  readonly requests: () => number;
  /** A queued, private image; more or other attributes as given. */
  readonly make: (attributes?: ImageAttributes) => Promise<Image>;
  /** The same with the data `hello`. */
  readonly makeActive: (attributes?: ImageAttributes) => Promise<Image>;
  /** An image made elsewhere goes at the end, too. */
  readonly adopt: (id: string) => void;
  readonly close: () => Promise<void>;
}

export async function openCloud(): Promise<RealCloud> {
  const connection = await connectAs();
  const run = `client-test-${randomUUID()}`;
  const made: string[] = [];
  let requests = 0;
  const glance = new Glance({
    ...connection.image,
    request: (request) => {
      requests += 1;
      return connection.image.request(request);
    },
  });
  const make = async (attributes: ImageAttributes = {}) => {
    const image = await glance.images.create({
      id: randomUUID(),
      visibility: 'private',
      diskFormat: 'raw',
      containerFormat: 'bare',
      ...attributes,
      properties: { run, ...attributes.properties },
    });
    made.push(image.id);
    return image;
  };
  return {
    run,
    glance,
    target: await connection.target(),
    requests: () => requests,
    make,
    makeActive: async (attributes) => {
      const { id } = await make(attributes);
      await glance.data.upload(id, bytes('hello'), { size: 5 });
      return glance.images.get(id);
    },
    adopt: (id) => made.push(id),
    close: async () => {
      for (const id of made) await remove(glance, id);
      await connection.close();
    },
  };
}

export async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function remove(glance: Glance, id: string): Promise<void> {
  const image = await glance.images.find(id);
  if (image?.protected) await glance.images.patch(id, [setOperation('protected', false)]);
  await glance.images.delete(id);
}
