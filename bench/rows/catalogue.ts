import { type Bench, type Findings, type Group, shell } from '../support/bench.ts';
import { noOpPlan, publishFirst } from '../support/published.ts';
import { memoryShare, servicesShare } from '../support/reasons.ts';
import { eachRow, memoryRow, ratioRow } from '../support/row.ts';

export const catalogue: Group = {
  name: 'catalogue',
  about:
    'no-op plans of 1,000 images against paged curl; of 10,000 images against 1,000, and their peak memory',
  run,
};

/** Follows `next` from page to page, as a script of a user does. Prints the number of images. */
const PAGES = `
next='/v2/images?limit=1000'
count=0
while [[ -n $next ]]; do
  page=$(curl --silent --show-error --fail -H "X-Auth-Token: $TOKEN" "$URL$next")
  # The last page may be empty, where grep finds nothing.
  count=$((count + $({ grep -o '"schema": "/v2/schemas/image"' <<<"$page" || true; } | wc -l)))
  next=$(sed -nE 's/.*"next": "([^"]*)".*/\\1/p' <<<"$page")
done
echo "$count"`;

async function run(bench: Bench): Promise<Findings> {
  const { cloud } = bench;
  const [few, many] = [bench.size(1000, 50), bench.size(10_000, 500)];
  const { id, state } = await publishFirst(bench, 'bench-catalogue');
  const [fewFile, manyFile] = [await state(few), await state(many)];
  await cloud.copy(id, 1, few - 1);
  const pages = await bench.race(catalogue.name, [
    { label: 'reconcile plan: 1,000 images, nothing to do', turn: () => noOpPlan(bench, fewFile) },
    {
      label: 'curl: 1,000 images, page by page',
      async turn() {
        const sample = await bench.measure(shell(PAGES), { TOKEN: cloud.token, URL: cloud.url });
        if (Number(sample.stdout) < few) throw new Error(`curl saw ${sample.stdout} images of ${few}`);
        return sample;
      },
    },
  ]);
  // Glance needs some 5 ms an image to draw its list, so that ten thousand take most of a minute.
  const sizes = await bench.race(
    catalogue.name,
    [
      {
        label: 'reconcile plan: 10,000 images, nothing to do',
        async turn() {
          await cloud.copy(id, few, many - 1);
          const sample = await noOpPlan(bench, manyFile);
          await cloud.uncopy(id, few);
          return sample;
        },
      },
      { label: 'reconcile plan: 1,000 images beside it', turn: () => noOpPlan(bench, fewFile) },
    ],
    { rounds: 2, warmUps: 0 },
  );
  await cloud.clear();
  const fresh = await bench.race(catalogue.name, [
    { label: 'reconcile plan: 10,000 images, all new', turn: () => newPlan(bench, manyFile) },
    { label: 'reconcile plan: 1,000 images, all new', turn: () => newPlan(bench, fewFile) },
  ]);
  const [plan, curl] = pages;
  const [tenThousand, oneThousand] = sizes;
  const [manyNew, fewNew] = fresh;
  const each = (series: typeof plan, pieces: number) => ({ series, pieces });
  return {
    series: [...pages, ...sizes, ...fresh],
    rows: [
      ratioRow(
        {
          work: 'no-op plan of 1,000 images',
          against: 'paged `curl` of as many images’ JSON',
          atMost: 1.3,
          how: 'Pages of 1,000, the most that Glance gives. curl has its token; reconcile logs in.',
          reason: servicesShare(plan, curl),
        },
        plan,
        curl,
      ),
      eachRow(
        {
          work: 'no-op plan of 10,000 images',
          against: 'plan of 1,000, time an image',
          atMost: 1.2,
          how: 'Two rounds: Glance takes most of a minute for the list of 10,000.',
        },
        each(tenThousand, many),
        each(oneThousand, few),
      ),
      memoryRow(
        {
          work: 'the same',
          against: 'peak memory',
          atMost: 250,
          reason: memoryShare(tenThousand, oneThousand, many, few),
        },
        tenThousand,
      ),
      eachRow(
        { work: 'plan of 10,000 images, all new', against: 'plan of 1,000, time an image', atMost: 1.2 },
        each(manyNew, many),
        each(fewNew, few),
      ),
      memoryRow(
        {
          work: 'the same',
          against: 'peak memory',
          atMost: 250,
          reason: memoryShare(manyNew, fewNew, many, few),
        },
        manyNew,
      ),
    ],
  };
}

/** A plan of images that the cloud does not have yet. */
function newPlan(bench: Bench, state: string) {
  return bench.measure(bench.reconcile('plan', '-f', state));
}
