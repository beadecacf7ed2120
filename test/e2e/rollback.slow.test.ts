import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

it('a rollback swaps the last backup and the published image, and a second rollback swaps them back', async () => {
  const name = place.name();
  const source = place.publisher.put(`${name}.qcow2`, qcow2(1));
  const write = (bytes: Buffer) =>
    place.write(
      `glance:\n  server:\n    name: ${name}\n    images:\n    - {name: ${name}, format: qcow2, source: '${source}', checksum: '${digest('sha256', bytes)}', public: true}\n`,
    );
  await write(qcow2(1));
  await place.apply();
  const [first] = await place.named(name);
  place.publisher.put(`${name}.qcow2`, qcow2(2));
  await write(qcow2(2));
  await place.apply();
  const [second] = await place.named(name);

  expect(await place.reconcile('rollback', name, '--yes')).toMatchObject({ exitCode: 0 });
  expect(await place.named(name)).toMatchObject([{ id: first.id, visibility: 'public', os_hidden: false }]);
  expect(await place.download(first.id)).toEqual(qcow2(1));
  expect(await place.ours(name)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: second.id, visibility: 'private', os_hidden: true }),
    ]),
  );
  // With the file changed accordingly, there is nothing left to do.
  await write(qcow2(1));
  expect((await place.plan()).changes[0]?.action).toBe('unchanged');

  const saved = await place.reconcile('rollback', name, '--to', second.id, '-o', 'back.json');
  expect(saved).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('reconcile apply back.json') });
  // The file does not say a rollback: a user or a seal vouches for it.
  expect((await place.reconcile('apply', 'back.json')).exitCode).toBe(64);
  expect(await place.reconcile('apply', 'back.json', '--trust-plan')).toMatchObject({ exitCode: 0 });
  expect(await place.named(name)).toMatchObject([{ id: second.id }]);
  expect((await place.reconcile('apply', 'back.json', '--trust-plan')).exitCode).toBe(5);

  const unknown = await place.reconcile(
    'rollback',
    name,
    '--yes',
    '--to',
    'f0000000-0000-4000-8000-000000000000',
  );
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toContain(first.id);
});
