import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openView, type Wire } from '../chaos/cloud.ts';
import { runHere } from '../chaos/program.ts';
import { type RestorableCloud, startRestorable } from '../chaos/snapshots.ts';
import { digest } from '../support/digest.ts';
import { startLoopback } from '../support/loopback.ts';
import { hepixKinds } from './replays/hepix.ts';
import type { Kind, Pages, Version } from './replays/kind.ts';
import { openPgpKinds } from './replays/openpgp.ts';
import { stratuslabKinds } from './replays/stratuslab.ts';

const PASSWORD = 'every-order-7q';
const OWN = 'an image that no publisher names';
const LENGTH = 4;
const REPLAYED: readonly Version[] = [1, 2, 3];
const NEWEST: Version = 4;

interface Place {
  readonly home: string;
  readonly cloud: RestorableCloud;
  readonly serve: (pages: Pages) => void;
}

/**
 * Every publisher serves its validly signed states in every order: from an empty cloud, and after all of them were
 * applied in their order. An older state must change nothing, and a newer one always gets in.
 */
export async function run(options: {
  readonly sample: boolean;
}): Promise<{ readonly tried: number; readonly violations: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-replays-'));
  let served: Pages = {};
  const site = await startLoopback((request, response) => {
    const page = served[request.url ?? ''];
    const headers = page === undefined ? {} : { 'content-length': Buffer.byteLength(page) };
    response.writeHead(page === undefined ? 404 : 200, headers);
    response.end(request.method === 'HEAD' ? undefined : page);
  });
  const cloud = await startRestorable(join(folder, 'kept'), join(folder, 'cloud'), PASSWORD);
  const place: Place = {
    home: join(folder, 'home'),
    cloud,
    serve: (pages) => {
      served = pages;
    },
  };
  try {
    await mkdir(place.home);
    const room = { url: site.url, folder };
    const kinds = [
      ...(await openPgpKinds(room)),
      ...(await hepixKinds(room)),
      ...(await stratuslabKinds(room)),
    ];
    let tried = 0;
    const violations: string[] = [];
    for (const kind of kinds) {
      for (const start of ['empty', 'all']) {
        if (start === 'all') violations.push(...(await applyAll(place, kind)));
        const sequences = sequencesOf(LENGTH).filter(
          (sequence) => !options.sample || sum(sequence) % 3 === 0,
        );
        for (const sequence of sequences) {
          await cloud.restore(start);
          tried += 1;
          violations.push(...(await play(place, kind, [...sequence, NEWEST], start === 'all' ? 3 : 0)));
        }
      }
    }
    return { tried, violations };
  } finally {
    await cloud.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function sequencesOf(length: number): readonly (readonly Version[])[] {
  if (length === 0) return [[]];
  return sequencesOf(length - 1).flatMap((sequence) => REPLAYED.map((version) => [...sequence, version]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Applies the versions in their order, and keeps the cloud. */
async function applyAll(place: Place, kind: Kind): Promise<readonly string[]> {
  await place.cloud.restore('empty');
  const faults = await play(place, kind, REPLAYED, 0);
  await place.cloud.keep('all');
  return faults;
}

/** Serves versions one after the other, and applies each. `highest` is the version that the cloud has; 0: none. */
async function play(
  place: Place,
  kind: Kind,
  sequence: readonly Version[],
  highest: Version | 0,
): Promise<readonly string[]> {
  const { home, cloud } = place;
  await writeState(home, kind);
  const view = await openView(cloud.upstreams(), cloud.credentials);
  const faults: string[] = [];
  const story = `${kind.name}, ${highest === 0 ? '' : 'after all versions '}${sequence.join(' ')}`;
  try {
    let high = highest;
    let before = (await view.look('')).images;
    for (const [number, version] of sequence.entries()) {
      place.serve({ ...kind.pages(version) });
      const { exitCode, stdout, stderr } = await runHere({
        args: ['apply', '--yes'],
        cwd: home,
        env: environment(cloud),
      });
      const after = (await view.look('')).images;
      const found =
        version < high
          ? faultsOfReplay(before, after)
          : [
              ...faultsOfNewer(kind, version, after),
              ...(version === high ? faultsOfReplay(before, after) : []),
            ];
      const documented = version < high ? 4 : 0;
      if (exitCode !== documented) found.push(`exit code ${exitCode}: ${(stderr || stdout).slice(-400)}`);
      faults.push(...found.map((fault) => `${story}: step ${number + 1}, version ${version}: ${fault}`));
      high = version > high ? version : high;
      before = after;
    }
  } finally {
    await view.close();
  }
  return faults;
}

/** An older state, and the same one again, changes nothing at all. */
function faultsOfReplay(before: readonly Wire[], after: readonly Wire[]): string[] {
  const ids = new Set([...before, ...after].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const [was, is] = [before.find((one) => one.id === id), after.find((one) => one.id === id)];
    if (!was) return [`image "${is.name}" was created`];
    if (!is) return [`image "${was.name}" was deleted`];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    const changed = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
    return changed.map((key) => `"${is.name}": ${key} was ${was[key]}, and is ${is[key]}`);
  });
}

function faultsOfNewer(kind: Kind, version: Version, images: readonly Wire[]): string[] {
  const wanted: Readonly<Record<string, string>> = { ...kind.published(version), own: OWN };
  const visible = images.filter((image) => !image.os_hidden && image.status !== 'deactivated');
  const names = new Set([...Object.keys(wanted), ...visible.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const found = visible.filter((image) => image.name === name);
    const content = wanted[name];
    if (content === undefined) return [`"${name}" was dropped, and is there`];
    const isRight =
      found.length === 1 && found[0].status === 'active' && found[0].checksum === digest('md5', content);
    return isRight
      ? []
      : [`${found.length} images are named "${name}", or its content is not this version's`];
  });
}

async function writeState(home: string, kind: Kind): Promise<void> {
  const own = { name: 'own', format: 'raw', source: 'own.img' };
  await writeFile(join(home, 'own.img'), OWN);
  const server = { name: 'replays', ...kind.server, images: [own, ...kind.images] };
  await writeFile(join(home, 'glance.yaml'), JSON.stringify({ glance: { server } }));
}

function environment(cloud: RestorableCloud): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    OS_AUTH_URL: `${cloud.upstreams().identity}/v3`,
    OS_USERNAME: 'admin',
    OS_PASSWORD: PASSWORD,
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'RegionOne',
  };
}
