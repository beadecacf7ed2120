import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

/** Two images of their own stack; returns a function that writes the state with or without the second. */
async function stackOfTwo(fields = '') {
  const stays = place.name('stays');
  const leaves = place.name('leaves');
  const entry = (name: string, bytes: Buffer, more = '') => {
    const source = place.publisher.put(`${name}.qcow2`, bytes);
    return `    - {name: ${name}, format: qcow2, source: '${source}', checksum: '${digest('sha256', bytes)}', backup: {keep: 2}${more}}\n`;
  };
  const write = (settings: string, second: Buffer | null, more = fields) =>
    place.write(
      `glance:\n  server:\n    name: ${stays}\n    reconcile: {${settings}}\n    images:\n${entry(stays, qcow2(1))}${second ? entry(leaves, second, more) : ''}`,
    );
  await write('', qcow2(2));
  await place.apply();
  const [{ id }] = await place.named(leaves);
  return { leaves, id: id as string, write };
}

const isEmpty = async () => (await place.plan()).changes.every(({ action }) => action === 'unchanged');

describe('an image that left the file', () => {
  it('an image that left the file is deactivated, and reactivated with its entry unless another user deactivated it', async () => {
    const { leaves, id, write } = await stackOfTwo();
    await write('prune: deactivate', null);
    expect((await place.apply()).exitCode).toBe(0);
    expect(await place.named(leaves)).toMatchObject([{ id, status: 'deactivated' }]);
    expect((await place.plan()).changes.map(({ action }) => action)).toEqual(['unchanged']);

    await write('prune: deactivate', qcow2(2));
    expect((await place.apply()).exitCode).toBe(0);
    expect(await place.named(leaves)).toMatchObject([{ id, status: 'active' }]);
    expect(await isEmpty()).toBe(true);

    await place.cloud.admin.glance('POST', `/v2/images/${id}/actions/deactivate`);
    await write('prune: deactivate', null);
    await place.apply();
    await write('prune: deactivate', qcow2(2));
    await place.apply();
    expect(await place.named(leaves)).toMatchObject([{ id, status: 'deactivated' }]);
  });

  it('an image that left the file is hidden, and visible again with its entry', async () => {
    const { leaves, id, write } = await stackOfTwo();
    await write('prune: hide', null);
    await place.apply();
    expect(await place.named(leaves)).toMatchObject([{ id, os_hidden: true }]);
    await write('prune: hide', qcow2(2));
    await place.apply();
    expect(await place.named(leaves)).toMatchObject([{ id, os_hidden: false }]);
    expect(await isEmpty()).toBe(true);
  });

  it('an image that left the file is deleted with its backups', async () => {
    const { leaves, id, write } = await stackOfTwo();
    await write('', qcow2(3));
    await place.apply();
    await write('', null);
    expect((await place.plan()).warnings.join()).toContain(`(prune: never): ${id}`);

    await write('prune: delete, max_deletes: 1', null);
    const held = await place.reconcile('apply', '--yes');
    expect(held).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('`max_deletes`'),
    });
    expect(await place.named(leaves)).toHaveLength(1);
    expect((await place.apply('--max-deletes', '2')).exitCode).toBe(0);
    expect(await place.ours(leaves)).toEqual([]);
  });

  it('an image that left the file stays with `prevent_delete` or protection', async () => {
    const { leaves, id, write } = await stackOfTwo(', prevent_delete: true, protected: true');
    await write('prune: delete', null);
    expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);
    expect((await place.reconcile('apply', '--yes', '--allow-delete', leaves)).exitCode).toBe(3);
    expect(await place.named(leaves)).toMatchObject([{ id, protected: true }]);

    await write('', qcow2(2), ', prevent_delete: true, protected: false');
    await place.apply();
    await write('prune: delete', null);
    expect((await place.reconcile('apply', '--yes')).exitCode).toBe(3);
    expect((await place.reconcile('apply', '--yes', '--allow-delete', leaves)).exitCode).toBe(0);
    expect(await place.named(leaves)).toEqual([]);
  });
});
