import { afterAll } from 'vitest';
import { type GnuPg, openGnuPg } from './gnupg-home.ts';

export type { GnuPg } from './gnupg-home.ts';

/** GnuPG with a home of its own, which is removed after the tests of the file. */
export async function createGnuPg(): Promise<GnuPg> {
  const gnupg = await openGnuPg();
  afterAll(gnupg.close);
  return gnupg;
}
