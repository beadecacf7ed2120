import type { Bench, Findings, Group } from '../support/bench.ts';
import { noOpPlan, publishFirst } from '../support/published.ts';
import { servicesShare } from '../support/reasons.ts';
import { ratioRow } from '../support/row.ts';

export const crowd: Group = {
  name: 'crowd',
  about:
    'a no-op plan of 100 images with 20,000 others in the cloud, against none, and against openstack image list',
  run,
};

async function run(bench: Bench): Promise<Findings> {
  const { cloud } = bench;
  const others = bench.size(20_000, 500);
  const wanted = bench.size(100, 10);
  const { id, state } = await publishFirst(bench, 'bench-wanted');
  await cloud.copy(id, 1, wanted - 1);
  const file = await state(wanted);
  // Users create images so: public, in the same project. Every listing of the project shows them.
  const other = await cloud.create({
    name: 'bench-other-0',
    visibility: 'public',
    tags: ['other', 'x86_64'],
    hw_disk_bus: 'virtio',
    os_distro: 'debian',
    os_version: '12',
  });
  await cloud.fill(other, Buffer.from('other'));

  let isThere = false;
  async function show(wantsOthers: boolean): Promise<void> {
    if (wantsOthers !== isThere) await (wantsOthers ? cloud.copy(other, 1, others) : cloud.uncopy(other, 1));
    isThere = wantsOthers;
  }

  const series = await bench.race(crowd.name, [
    {
      label: 'reconcile plan: 100 images, no others',
      async turn() {
        await show(false);
        return noOpPlan(bench, file);
      },
    },
    {
      label: 'reconcile plan: 100 images, 20,000 others',
      async turn() {
        await show(true);
        return noOpPlan(bench, file);
      },
    },
    {
      label: 'openstack image list: the same cloud',
      rounds: 1,
      async turn() {
        await show(true);
        const sample = await bench.measure(['openstack', 'image', 'list', '-f', 'value', '-c', 'ID']);
        const listed = sample.stdout.trim().split('\n').length;
        if (listed < others + wanted) throw new Error(`openstack lists ${listed} images`);
        return sample;
      },
    },
  ]);
  await show(false);
  await cloud.clear();
  const [alone, crowded, openstack] = series;
  return {
    series,
    rows: [
      ratioRow(
        {
          work: 'no-op plan, 100 images, 20,000 others in the cloud',
          against: 'with none',
          atMost: 1.2,
          how: 'Copies of rows that the API wrote; they come and go between the rounds.',
          reason: servicesShare(crowded, alone),
        },
        crowded,
        alone,
      ),
      ratioRow(
        {
          work: 'the same',
          against: '`openstack image list` of that cloud',
          atMost: 0.02,
          how: 'openstack has one round, and no warm-up: it takes more than a minute.',
          reason: servicesShare(crowded, openstack),
        },
        crowded,
        openstack,
      ),
    ],
  };
}
