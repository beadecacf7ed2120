import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const SMALL = qcow2(9, 70_000);

function state(stack: string, names: readonly string[], source: string, extra = ''): string {
  const images = names.map(
    (name) =>
      `    - {name: ${JSON.stringify(name)}, format: qcow2, source: '${source}', checksum: '${digest('sha256', SMALL)}', min_disk: 1${extra}}\n`,
  );
  return `glance:\n  server:\n    name: ${stack}\n    images:\n${images.join('')}`;
}

describe('image names', () => {
  it('image names may contain quotes, commas, colons, backslashes, unicode and 255 characters', async () => {
    const stack = place.name('names');
    const odd = [
      'plain',
      'with "double quotes"',
      "with 'single quotes'",
      'comma, separated, name',
      'eq:colon:in:name',
      'in:"x","y"',
      'back\\slash',
      'per%cent%20 & plus+ #hash?',
      'ünïcödé 名前',
      '[brackets] *glob?',
      '<b>html</b>',
    ].map((name) => place.name(name));
    const long = place.name('l').padEnd(255, 'ö');
    const source = place.publisher.put('small.qcow2', SMALL);
    await place.write(state(stack, [...odd, long], source));
    const report = await place.apply();
    expect(report.changes.flatMap((change) => change.error ?? [])).toEqual([]);
    for (const name of odd) expect(await place.named(name), name).toHaveLength(1);
    expect((await place.plan()).summary).toMatchObject({ unchanged: 12, create: 0, adopt: 0, blocked: 0 });

    await place.write(
      state(stack, [...odd, long], source).replaceAll('min_disk: 1', 'min_disk: 1, state: absent'),
    );
    expect((await place.apply()).exitCode).toBe(0);
    expect((await place.plan()).summary).toMatchObject({ unchanged: 12, delete: 0 });
    for (const name of odd) expect(await place.ours(name), name).toEqual([]);
  });
});

describe('300 images in one file', () => {
  it('300 images in one file are created, stay unchanged, and are deleted', async () => {
    const stack = place.name('many');
    const names = Array.from({ length: 300 }, (_, index) => `${stack}-${index}`);
    const source = place.publisher.put('small.qcow2', SMALL);
    await place.write(state(stack, names, source));
    const report = await place.apply('--transfers', '4');
    expect(report.changes.filter((change) => change.outcome !== 'done')).toEqual([]);
    expect((await place.plan()).summary).toMatchObject({ unchanged: 300, create: 0 });

    await place.write(state(stack, names, source, ', state: absent'));
    expect((await place.apply()).summary).toMatchObject({ delete: 300 });
    expect((await place.plan()).summary).toMatchObject({ unchanged: 300, delete: 0 });
  }, 600_000);
});

describe('in a cloud with thousands of images', () => {
  const OTHERS = 2000;
  const others: string[] = [];
  afterAll(async () => {
    await inTens(others, (id) => place.cloud.admin.glance('DELETE', `/v2/images/${id}`));
  });

  it('planning 100 existing images among thousands sends at most 12 requests to Glance', async () => {
    const stack = place.name('hundred');
    const names = Array.from({ length: 100 }, (_, index) => place.name(`${stack}-${index}`));
    const source = place.publisher.put('small.qcow2', SMALL);
    await place.write(state(stack, names, source));
    expect((await place.apply('--transfers', '4')).exitCode).toBe(0);
    await inTens(Array.from({ length: OTHERS }), async (_, index) => {
      const json = { name: `${stack}-other-${index}`, visibility: 'private' };
      const answer = await place.cloud.admin.glance('POST', '/v2/images', { json });
      others.push(answer.json.id);
    });
    expect(others.filter(Boolean)).toHaveLength(OTHERS);

    const run = await place.reconcile('plan', '-v');
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('100 unchanged') });
    const toGlance = run.stderr.split('\n').filter((line) => line.includes(place.cloud.imageUrl));
    expect(toGlance.length).toBeGreaterThan(2);
    expect(toGlance.length, toGlance.join('\n')).toBeLessThanOrEqual(12);
    console.info(`requests to Glance for a plan of 100 images among ${OTHERS + 100}: ${toGlance.length}`);
  }, 600_000);
});

async function inTens<T>(
  items: readonly T[],
  act: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (const [index, item] of entries) await act(item, index);
    }),
  );
}
