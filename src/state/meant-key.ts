import { nearest } from '../model/text.ts';
import { knownKeys, ownKeys, SECTIONS } from './schema.ts';

/** Characters from which a similar key of another section is no accident. */
const LONG = 8;

/** The path of the setting below `reconcile` that a key is, or resembles: without it, the run goes on without its guard. */
export function meantSetting(key: string): string | null {
  const setting = sameKey(key, knownKeys('reconcile')) ?? nearGuard(key);
  return setting === null ? null : `glance.server.reconcile.${setting}`;
}

/** The path of the key of `server` or `client` that this one is. A merely similar key may well be the formula's own. */
export function meantSection(key: string): string | null {
  for (const section of SECTIONS) {
    const same = sameKey(key, ownKeys(section));
    if (same !== null) return `glance.${section}.${same}`;
  }
  return null;
}

/** The known key that differs at most in case, in blanks at its ends, or in `-` for `_`. */
export function sameKey(key: string, known: readonly string[]): string | null {
  const plain = key.trim().toLowerCase().replaceAll('-', '_');
  return known.find((name) => name === plain) ?? null;
}

function nearGuard(key: string): string | null {
  const near = nearest(key, knownKeys('reconcile'));
  return near !== null && (near.length >= LONG || /^prun/i.test(key)) ? near : null;
}
