import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest, openWorkplace, qcow2, type Workplace } from './harness.ts';

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

describe('names', () => {
  it('may hold quotes, commas, colons, backslashes, unicode and 255 characters', async () => {
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
  it('are created, stay as they are, and go', async () => {
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
