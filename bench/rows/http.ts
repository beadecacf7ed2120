import { join } from 'node:path';
import { type Bench, CURL_UPLOAD, type Findings, type Group, shell } from '../support/bench.ts';
import { fixedShare } from '../support/reasons.ts';
import { ratioRow } from '../support/row.ts';
import { serveFiles } from '../support/server.ts';
import { writeState } from '../support/state.ts';
import { applied, expectImage, littleApply, openstackCreate, sentByCurl } from './upload.ts';

export const http: Group = {
  name: 'http',
  about:
    'a verified image from an HTTP server against curl | curl, and against download, sha256sum, openstack image create',
  run,
};

async function run(bench: Bench): Promise<Findings> {
  const content = await bench.big();
  const server = await serveFiles(bench.folder);
  const source = `${server.url}/big.raw`;
  const state = await writeState(join(bench.folder, 'http.yaml'), 'bench-http', [
    {
      name: 'bench-http',
      format: 'raw',
      container_format: 'bare',
      source,
      checksum: `sha256:${content.sha256}`,
    },
  ]);
  const pipe = `curl --silent --show-error --fail "$SOURCE" | ${CURL_UPLOAD} -T - "$URL"`;
  const download = join(bench.folder, 'download.raw');
  const byHand = [
    'curl --silent --show-error --fail -o "$DOWNLOAD" "$SOURCE"',
    `echo "${content.sha256}  $DOWNLOAD" | sha256sum --check --quiet`,
    openstackCreate('"$DOWNLOAD"').join(' '),
    'rm "$DOWNLOAD"',
  ];
  const series = await bench.race(
    http.name,
    [
      applied(bench, 'reconcile: HTTP source', state, 'bench-http', content),
      sentByCurl(bench, 'curl | curl -T -', pipe, content, { SOURCE: source }),
      {
        label: 'curl, sha256sum, openstack image create',
        async turn() {
          const sample = await bench.measure(shell(byHand.join('\n')), {
            SOURCE: source,
            DOWNLOAD: download,
          });
          await expectImage(bench, await bench.cloud.find('bench-openstack'), content);
          await bench.cloud.clear();
          return sample;
        },
      },
      await littleApply(bench),
    ],
    { warmUps: 0 },
  );
  await server.close();
  const [reconcile, piped, hand, little] = series;
  const how = 'The server is a process of its own; the kernel copies its bytes (sendfile).';
  return {
    series,
    rows: [
      ratioRow(
        {
          work: 'verified HTTP source, 1 GiB',
          against: '`curl \\| curl -T -`',
          atMost: 1.1,
          how,
          reason: fixedShare(reconcile, little, piped),
        },
        reconcile,
        piped,
      ),
      ratioRow(
        {
          work: 'the same',
          against: 'download, `sha256sum`, `openstack image create`',
          atMost: 0.45,
          reason: fixedShare(reconcile, little, hand),
        },
        reconcile,
        hand,
      ),
    ],
  };
}
