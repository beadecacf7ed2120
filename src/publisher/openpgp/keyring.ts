import { SourceError } from '../../model/errors.ts';
import type { SourceOptions } from '../../source/source.ts';
import { fetchDocument } from '../document.ts';
import { dearmour } from './armour.ts';
import { PUBLIC_KEY_PACKET, packetTypes } from './packets.ts';

const LARGEST_KEYRING = 16 * 1024 * 1024;

/**
 * Reads public keys in a form that gpgv accepts: a keybox or packets unchanged, ASCII armour decoded. `SourceError`
 * when the file cannot be read or holds no public keys.
 */
export async function readKeyring(path: string, options: SourceOptions): Promise<Buffer> {
  const bytes = await readFile(path, options);
  if (bytes.toString('latin1', 8, 12) === 'KBXf') return bytes;
  const keys =
    ((bytes[0] ?? 0) & 0x80) !== 0 ? bytes : dearmour(bytes.toString('latin1'), 'PUBLIC KEY BLOCK');
  if (keys !== null && packetTypes(keys)?.[0] === PUBLIC_KEY_PACKET) return keys;
  throw new SourceError(`${path} holds no OpenPGP public keys`, {
    hint: "Make the keyring with gpg --export, or use the publisher's own keyring.",
  });
}

async function readFile(path: string, options: SourceOptions): Promise<Buffer> {
  try {
    return await fetchDocument({ kind: 'file', path }, options, LARGEST_KEYRING);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new SourceError(`the keyring cannot be used: ${error.message}`, {
      hint: 'Check the path of the `keyring` and its permissions.',
      cause: error,
    });
  }
}
