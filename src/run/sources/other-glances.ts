import { Glance } from '../../glance/client.ts';
import { isBookkeeping, recordedDigests } from '../../image/markers.ts';
import { isKnown, isOwn, type Owners, ownersIn } from '../../image/ownership.ts';
import type { CloudReference } from '../../model/cloud.ts';
import { isAlgorithm } from '../../model/digest.ts';
import { ReconcileError, SourceError } from '../../model/errors.ts';
import { CONTAINER_FORMATS, DISK_FORMATS, type Image, storedDigests } from '../../model/image.ts';
import type { Published, PublishedDefaults } from '../../model/published.ts';
import type { GlanceReference } from '../../model/reference.ts';
import type { RunContext } from '../../model/run-context.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { GlanceSource } from '../../model/source/source.ts';
import { matchesGlob } from '../../model/text.ts';
import type { Connection } from '../../openstack/connect.ts';
import type { OpenSource } from '../../source/open.ts';
import { type CloudChoice, openConnection } from '../connect.ts';
import { findImage } from './find-source-image.ts';

/** Images of other Glances as sources. reconcile connects to a Glance when a source first needs it. */
export interface OtherGlances {
  /**
   * Asks the other Glance about an image: its digests, size, formats and properties. Throws `SourceError` when that Glance
   * does not answer, when it has no image or several images with this name, or when the image has no data.
   */
  resolve(reference: GlanceReference): Promise<Published>;
  /** Opens the data of an image, from byte `offset` on. The stream throws `SourceError`. */
  open(source: GlanceSource, offset?: number): Promise<OpenSource>;
  /**
   * Where the connections that the sources have needed so far are less protected than they could be, for `--strict`.
   * Says nothing of a Glance that does not answer: its image is not resolved.
   */
  weaknesses(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** `reference` and `options` name the cloud of the run. A source without a cloud is another image of that cloud. */
export function otherGlances(
  reference: CloudReference,
  options: CloudChoice,
  context: RunContext,
): OtherGlances {
  const connections = new Map<string, OtherCloud>();

  async function glanceOf({ cloud, region }: GlanceSource): Promise<{ glance: Glance; owners: Owners }> {
    const key = JSON.stringify([cloud, region]);
    const known = connections.get(key);
    const opened =
      known?.connection ??
      openConnection(
        cloud === null ? reference : { cloud },
        {
          ...(options.allowIdentityUrl ? { allowIdentityUrl: options.allowIdentityUrl } : {}),
          ...(cloud === null && options.osCloud !== undefined ? { osCloud: options.osCloud } : {}),
          ...(region === null
            ? cloud === null && options.region !== undefined
              ? { region: options.region }
              : {}
            : { region }),
        },
        context,
      );
    connections.set(key, { cloud, connection: opened });
    const connection = await opened;
    return { glance: new Glance(connection.image), owners: ownersIn(await connection.target()) };
  }

  return {
    resolve: ({ source, copyProperties }) =>
      asSourceError(source, context, async () => {
        const { glance, owners } = await glanceOf(source);
        const image = await findImage(source.image, { glance, owners, signal: context.signal });
        if (image.status !== 'active') {
          throw new SourceError(`the image is ${image.status}: Glance has the data of active images only`);
        }
        return { ...publishedImage(image, source, copyProperties), warnings: ownerOf(image, owners) };
      }),
    open: (source, offset = 0) =>
      asSourceError(source, context, async () => {
        const { glance } = await glanceOf(source);
        const { size } = await glance.images.get(source.image, { signal: context.signal });
        return opened(glance, source, { size, offset }, context);
      }),
    async weaknesses() {
      const all = await Promise.allSettled([...connections.values()].map(weaknessesOf));
      return all.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    },
    async close() {
      const all = await Promise.allSettled([...connections.values()].map(({ connection }) => connection));
      await Promise.all(
        all.flatMap((result) => (result.status === 'fulfilled' ? [result.value.close()] : [])),
      );
    },
  };
}

interface OtherCloud {
  /** The entry of clouds.yaml; null: the cloud of the run. */
  readonly cloud: string | null;
  readonly connection: Promise<Connection>;
}

async function weaknessesOf({ cloud, connection }: OtherCloud): Promise<readonly string[]> {
  const { weaknesses, target } = await connection;
  const own = await weaknesses();
  if (cloud === null) return own;
  const { endpoint } = await target();
  const isOpen = /^http:/i.test(endpoint);
  return [
    ...own.map((weakness) => `cloud "${cloud}" of a source: ${weakness}`),
    ...(isOpen && own.every((weakness) => !weakness.includes(endpoint))
      ? [
          `cloud "${cloud}" of a source: its images come over plain http, where anyone on the way can change them (${endpoint})`,
        ]
      : []),
  ];
}

/** Says whose image a source is, where it is not ours: a token of an administrator sees the images of all projects. */
function ownerOf({ id, owner, visibility }: Image, owners: Owners): readonly string[] {
  // Only administrators make an image public, so its name vouches for it.
  if (visibility === 'public' || !isKnown(owners) || owner === null || isOwn({ owner }, owners)) return [];
  return [`its source, the ${visibility} image ${id}, belongs to another project, ${owner}`];
}

function publishedImage(image: Image, source: GlanceSource, copyProperties: readonly string[]): Published {
  const stored = storedDigests(image);
  const digests = Object.fromEntries(
    Object.entries({ ...recordedDigests(image), ...stored }).filter(([name]) => isAlgorithm(name)),
  );
  const properties = Object.entries(image.properties).filter(
    ([key]) => !isBookkeeping(key) && copyProperties.some((pattern) => matchesGlob(key, pattern)),
  );
  return {
    publisher: 'another Glance',
    identifier: image.id,
    title: image.name,
    // By id: by the time of the download, another image may have the name.
    locations: [{ ...source, image: image.id }],
    digests,
    size: image.size,
    digestOf: 'source',
    packing: 'none',
    diskFormat: DISK_FORMATS.find((format) => format === image.diskFormat) ?? null,
    defaults: defaultsOf(image),
    version: null,
    properties: Object.fromEntries(properties),
    signature: { status: 'none' },
    expires: null,
    deprecated: null,
    warnings: [],
  };
}

function defaultsOf({ containerFormat, minDisk, minRam }: Image): PublishedDefaults {
  const known = CONTAINER_FORMATS.find((format) => format === containerFormat);
  return {
    ...(known === undefined ? {} : { containerFormat: known }),
    ...(minDisk > 0 ? { minDisk } : {}),
    ...(minRam > 0 ? { minRam } : {}),
  };
}

function opened(
  glance: Glance,
  source: GlanceSource,
  { size, offset }: { readonly size: number | null; readonly offset: number },
  context: RunContext,
): OpenSource {
  const closing = new AbortController();
  const signal = AbortSignal.any([context.signal, closing.signal]);
  async function* blocks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* glance.data.read(source.image, { offset, signal });
    } catch (error) {
      context.signal.throwIfAborted();
      throw sourceError(source, error);
    }
  }
  return {
    bytes: size,
    validators: null,
    stream: blocks(),
    async close() {
      closing.abort(new SourceError(`${describeSource(source)} was closed before it was read`));
    },
  };
}

/** Turns an error of the other Glance into a `SourceError`, because the Glance that reconcile writes to has not failed. */
async function asSourceError<Value>(
  source: GlanceSource,
  context: RunContext,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    context.signal.throwIfAborted();
    throw sourceError(source, error);
  }
}

function sourceError(source: GlanceSource, error: unknown): unknown {
  if (!(error instanceof ReconcileError)) return error;
  return new SourceError(`${describeSource(source)}: ${error.message}`, {
    ...(error.hint === null ? {} : { hint: error.hint }),
    cause: error,
  });
}
