import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, type Findings, type Group, shell } from '../support/bench.ts';
import { type Content, writeRandom } from '../support/contents.ts';
import type { Contender } from '../support/race.ts';
import { servicesShare } from '../support/reasons.ts';
import { eachRow, ratioRow } from '../support/row.ts';
import { writeState } from '../support/state.ts';

export const small: Group = {
  name: 'small',
  about:
    '200 small images with tags and properties against glance image-create in 10 processes, and against curl --parallel',
  run,
};

const AT_ONCE = 10;
const TAGS = ['bench', 'x86_64'];
/**
 * What reconcile records on an image: whose it is, what it manages, its digests. The values are as long as real ones; Glance
 * takes some milliseconds for each property.
 */
const RECORDED = {
  'owner_specified.reconcile.stack': 'bench-other',
  'owner_specified.reconcile.image': 'bench-small-100',
  'owner_specified.reconcile.role': 'staged',
  'owner_specified.reconcile.run': 'r'.repeat(60),
  'owner_specified.reconcile.managed': 'm'.repeat(105),
  'owner_specified.reconcile.exceptions': 'none',
  'owner_specified.reconcile.id': 'i'.repeat(36),
  'owner_specified.openstack.md5': 'd'.repeat(32),
  'owner_specified.openstack.sha256': 'd'.repeat(64),
  'owner_specified.openstack.object': 'images/bench-small-100',
};
const PROPERTIES = { hw_disk_bus: 'virtio', hw_vif_model: 'virtio', os_distro: 'debian', os_version: '13' };

async function run(bench: Bench): Promise<Findings> {
  const folder = join(bench.folder, 'small');
  await mkdir(folder);
  const contents: Content[] = [];
  for (let number = 0; number < bench.size(200, 20); number += 1)
    contents.push(await writeRandom(join(folder, `${number}.raw`), 16 * 1024, 1000 + number));
  const few = Math.ceil(contents.length / 20);
  const series = await bench.race(
    small.name,
    [
      await byReconcile(bench, contents),
      byCurl(bench, folder, contents),
      byGlance(bench, folder, contents.slice(0, few)),
    ],
    { warmUps: 0 },
  );
  const [reconcile, curl, glance] = series;
  return {
    series,
    rows: [
      eachRow(
        {
          work: '200 small images with tags and properties',
          against: '`glance image-create`, 10 processes, time an image',
          atMost: 0.05,
          how: `16 KiB each. glance creates ${few} images a round: 200 take it minutes.`,
          reason: servicesShare(reconcile, glance),
        },
        { series: reconcile, pieces: contents.length },
        { series: glance, pieces: few },
      ),
      ratioRow(
        {
          work: 'the same',
          against: 'the requests that it cannot do without, by `curl --parallel`',
          atMost: 1.3,
          how: 'Create, send data, read the digest that Glance names, publish: four requests an image, ten at once. Its images have the properties that reconcile records.',
          reason: servicesShare(reconcile, curl),
        },
        reconcile,
        curl,
      ),
    ],
  };
}

async function byReconcile(bench: Bench, contents: readonly Content[]): Promise<Contender> {
  const images = contents.map(({ path, sha256 }, number) => ({
    name: `bench-small-${number}`,
    format: 'raw',
    container_format: 'bare',
    visibility: 'private',
    source: path,
    checksum: `sha256:${sha256}`,
    tags: TAGS,
    properties: PROPERTIES,
  }));
  const state = await writeState(join(bench.folder, 'small.yaml'), 'bench-small', images);
  return {
    label: 'reconcile: 200 small images',
    turn: () => counted(bench, contents, bench.reconcile('apply', '--yes', '-f', state)),
  };
}

function byGlance(bench: Bench, folder: string, contents: readonly Content[]): Contender {
  const fields = [
    '--disk-format raw --container-format bare --visibility private',
    `--tags ${TAGS.join(' ')}`,
    ...Object.entries(PROPERTIES).map(([key, value]) => `--property ${key}=${value}`),
  ].join(' ');
  const create = `glance image-create --name bench-glance-{} --file "${folder}/{}.raw" ${fields}`;
  const line = `seq 0 ${contents.length - 1} | xargs -P ${AT_ONCE} -I {} ${create}`;
  return {
    label: `glance image-create: ${contents.length} small images, 10 processes`,
    turn: () => counted(bench, contents, shell(line)),
  };
}

/**
 * The requests by which an image becomes visible whole or not at all: created hidden with everything that it will have, filled,
 * its digest read, published. One curl a step, over connections that it uses again.
 */
function byCurl(bench: Bench, folder: string, contents: readonly Content[]): Contender {
  const steps = ['create', 'fill', 'look', 'publish'].map((step) => join(folder, `${step}.curl`));
  const line = steps
    .map((file) => `curl --parallel --parallel-max ${AT_ONCE} --no-progress-meter --config "${file}"`)
    .join('\n');
  return {
    label: 'curl --parallel: 200 small images',
    async turn() {
      await writeSteps(bench, steps, contents);
      return counted(bench, contents, shell(line));
    },
  };
}

async function writeSteps(bench: Bench, files: readonly string[], contents: readonly Content[]) {
  const { url, token } = bench.cloud;
  const answers = join(bench.folder, 'answers');
  await mkdir(answers, { recursive: true });
  const json = 'header = "Content-Type: application/json"';
  const requests = contents.map(({ path }, number) => {
    const id = randomUUID();
    const image = {
      id,
      name: `bench-curl-${number}`,
      disk_format: 'raw',
      container_format: 'bare',
      visibility: 'private',
      os_hidden: true,
      tags: TAGS,
      ...PROPERTIES,
      ...RECORDED,
    };
    const one = `${url}/v2/images/${id}`;
    const patch = 'header = "Content-Type: application/openstack-images-v2.1-json-patch"';
    const published = [
      { op: 'add', path: '/name', value: `bench-curl-${number}` },
      { op: 'add', path: '/os_hidden', value: false },
      { op: 'add', path: '/owner_specified.reconcile.role', value: 'current' },
      { op: 'remove', path: '/owner_specified.reconcile.run' },
    ];
    return [
      [`url = "${url}/v2/images"`, json, `data = ${quoted(image)}`],
      [`url = "${one}/file"`, 'header = "Content-Type: application/octet-stream"', `upload-file = "${path}"`],
      [`url = "${one}"`],
      [`url = "${one}"`, 'request = "PATCH"', patch, `data = ${quoted(published)}`],
    ].map((lines) =>
      [...lines, `header = "X-Auth-Token: ${token}"`, 'fail', `output = "${answers}/${number}"`].join('\n'),
    );
  });
  for (const [step, file] of files.entries())
    await writeFile(file, `${requests.map((lines) => lines[step]).join('\nnext\n')}\n`);
}

/** JSON in the quotes of a file of curl's options. */
function quoted(value: unknown): string {
  return `"${JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Throws unless as many images are active and visible afterwards; then removes them. */
async function counted(bench: Bench, contents: readonly Content[], argv: readonly string[]) {
  const sample = await bench.measure(argv);
  const active = await bench.cloud.count();
  if (active !== contents.length) throw new Error(`${active} of ${contents.length} images are active`);
  await bench.cloud.clear();
  return sample;
}
