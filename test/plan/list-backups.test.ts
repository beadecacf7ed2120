import { expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { listBackups } from '../../src/plan/list-backups.ts';
import { inputFor, live, marked, NEW, wanted } from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const current = live({
  id: `${ID}1`,
  checksum: NEW.md5,
  hashValue: NEW.sha512,
  properties: marked('current', { [MARKER.version]: '2' }),
});
const backup = (digit: string, createdAt: string) =>
  live({
    id: `${ID}${digit}`,
    name: `cirros (backup ${digit})`,
    createdAt,
    properties: marked('backup', { [MARKER.version]: '1', [MARKER.retired]: digit }),
  });

it('an entry with backups is listed with them, the one that a rollback publishes first', () => {
  const images = [current, backup('2', '2026-01-02T00:00:00Z'), backup('3', '2026-01-03T00:00:00Z')];
  const [entry, ...others] = listBackups(inputFor([wanted()], { live: images }));
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    name: 'cirros',
    held: null,
    current: { id: `${ID}1`, version: '2' },
    backups: [{ id: `${ID}3`, version: '1', status: 'active' }, { id: `${ID}2` }],
  });
});

it('an entry without a backup, and an absent one, are not listed', () => {
  expect(listBackups(inputFor([wanted()], { live: [current] }))).toEqual([]);
  const images = [current, backup('2', '2026-01-02T00:00:00Z')];
  expect(listBackups(inputFor([wanted({ state: 'absent' })], { live: images }))).toEqual([]);
});

it('an entry whose published image is gone is listed with what can come back', () => {
  const unmarked = live({
    ...backup('2', '2026-01-02T00:00:00Z'),
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
  });
  const [entry] = listBackups(inputFor([wanted()], { live: [unmarked] }));
  expect(entry).toMatchObject({ current: null, held: null, backups: [{ digest: null }] });
});
