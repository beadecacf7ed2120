import { describe, expect, it } from 'vitest';
import type { EntryBackups, ListedImage } from '../../src/model/report.ts';
import { backupsToJson, drawBackups } from '../../src/report/backups.ts';
import { DEBIAN_HELD } from './fixtures.ts';

const PLAIN = { colour: 0, width: 100 } as const;
const listed = (id: string, fields: Partial<ListedImage> = {}): ListedImage => ({
  id,
  createdAt: '2026-11-28T18:11:06Z',
  version: null,
  bytes: 2048,
  status: 'active',
  digest: `sha512:${'a'.repeat(128)}`,
  ...fields,
});
const DEBIAN: EntryBackups = {
  region: 'RegionOne',
  name: 'Debian 13',
  current: listed('id-2', { version: '13.2' }),
  held: null,
  backups: [listed('id-1', { version: '13.1' }), listed('id-0', { status: 'deactivated', digest: null })],
};

describe('the list of backups', () => {
  it('shows each image with its id and what tells it apart, and the command that brings one back', () => {
    expect(drawBackups([DEBIAN], PLAIN)).toBe(`Debian 13
  is  id-2
      version 13.2, made 2026-11-28T18:11:06Z, 2.0 KiB, sha512:${'a'.repeat(32)}…
  was id-1
      version 13.1, made 2026-11-28T18:11:06Z, 2.0 KiB, sha512:${'a'.repeat(32)}…
  was id-0
      made 2026-11-28T18:11:06Z, 2.0 KiB, deactivated

Roll back with, for example
  reconcile rollback 'Debian 13' --to id-1
`);
  });

  it('shows all digits with verbose', () => {
    expect(drawBackups([DEBIAN], { ...PLAIN, verbose: true })).toContain('a'.repeat(128));
  });

  it('says since when an image is held, and when none is published', () => {
    const held = drawBackups([{ ...DEBIAN, held: DEBIAN_HELD.held! }], PLAIN);
    expect(held).toContain('held since 2026-11-29T13:00:00Z');
    expect(drawBackups([{ ...DEBIAN, current: null }], PLAIN)).toContain('  is not published\n');
  });

  it('says that there is nothing', () => {
    expect(drawBackups([], PLAIN)).toMatch(/^No image of the state file has a backup/);
  });

  it('escapes text from outside', () => {
    const hostile = '\u001b[2J\u202e\n';
    const image = listed(hostile, { createdAt: hostile, version: hostile, digest: `sha512:${hostile}` });
    const drawn = drawBackups([{ ...DEBIAN, name: hostile, current: image, backups: [image] }], PLAIN);
    const json = backupsToJson({ images: [{ ...DEBIAN, name: hostile }], unresolved: [] });
    for (const character of ['\u001b', '\u202e']) {
      expect(drawn).not.toContain(character);
      expect(json).not.toContain(character);
    }
  });
});
