import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

it('an image keeps its id and its bytes when an entry of its own gets the content that the published name gives up', async () => {
  const name = place.name();
  const dated = `${name} (1)`;
  const [old, latest] = [qcow2(1), qcow2(2)];
  const sources = [old, latest].map((bytes, index) => ({
    url: place.publisher.put(`${name}-${index + 1}.qcow2`, bytes),
    checksum: digest('sha256', bytes),
  }));
  const entry = (title: string, index: number) =>
    `    - {name: '${title}', format: qcow2, public: true, source: '${sources[index]?.url}', checksum: 'sha256:${sources[index]?.checksum}'}\n`;
  const write = (...entries: readonly string[]) =>
    place.write(`glance:\n  server:\n    name: ${name}\n    images:\n${entries.join('')}`);

  await write(entry(name, 0));
  expect((await place.apply()).exitCode).toBe(0);
  const [first] = await place.named(name);
  const downloads = () =>
    place.publisher.requests.filter((request) => request.startsWith(`GET /${name}-1`)).length;
  const before = downloads();

  await write(entry(name, 1), entry(dated, 0));
  expect((await place.apply()).exitCode).toBe(0);
  try {
    expect(await place.named(dated)).toMatchObject([
      { id: first.id, visibility: 'public', status: 'active' },
    ]);
    expect(await place.download(first.id)).toEqual(old);
    expect(downloads()).toBe(before);
    const [published, ...others] = await place.named(name);
    expect(others).toEqual([]);
    expect(await place.download(published.id)).toEqual(latest);
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
  } finally {
    await place.cloud.admin.glance('DELETE', `/v2/images/${first.id}`);
  }
});
