import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../../model/errors.ts';
import type { SignatureFact } from '../../model/published.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { runTool } from '../../tool/run-tool.ts';
import { inFolder } from '../in-folder.ts';
import { dearmour } from './armour.ts';
import { asSigned, type Cleartext } from './cleartext.ts';
import { readKeyring } from './keyring.ts';
import { packetTypes, SIGNATURE_PACKET } from './packets.ts';
import { type BadSignature, type GoodSignature, readVerdict, type Verdict } from './status.ts';

/** The good signature of a document. */
interface Verified {
  readonly fact: SignatureFact;
  readonly warnings: readonly string[];
}

/** A document, and the keys that may sign it. */
interface SignatureCheck {
  /** The signed document, for messages. */
  readonly place: string;
  /** Absolute path of the public keys. */
  readonly keyring: string;
}

/**
 * Verifies a document by a detached signature, binary or in ASCII armour. At least one signature by a key of the
 * keyring must be good, and no signature by such a key may be bad, expired or revoked. `VerificationError` otherwise.
 */
export async function verifyDetached(
  document: Buffer,
  signature: { readonly bytes: Buffer; readonly place: string },
  check: SignatureCheck,
  options: SourceOptions,
): Promise<Verified> {
  const { bytes, place } = signature;
  const packets = ((bytes[0] ?? 0) & 0x80) !== 0 ? bytes : dearmour(bytes.toString('latin1'), 'SIGNATURE');
  if (packets === null || !onlySignatures(packets)) {
    throw new VerificationError(`${place} is not a detached OpenPGP signature`, {
      hint: `Name the detached signature of ${check.place}. A clearsigned document does not need one.`,
    });
  }
  const { verdict } = await askGpgv(
    { 'document.sig': packets, document },
    ['document.sig', 'document'],
    check,
    options,
  );
  return judge(verdict, check);
}

/**
 * Verifies a clearsigned text by the rules of {@link verifyDetached}, and returns the text that gpgv found signed.
 * `VerificationError` also when this text differs from the one in the document: gpgv cuts long lines.
 */
export async function verifyCleartext(
  { message, signature, text }: Cleartext,
  check: SignatureCheck,
  options: SourceOptions,
): Promise<Verified & { readonly text: Buffer }> {
  if (!onlySignatures(signature)) {
    throw new VerificationError(`the signature of ${check.place} holds data other than signatures`);
  }
  const asked = await askGpgv({ 'document.asc': message }, ['document.asc'], check, options);
  const verified = judge(asked.verdict, check);
  const signed = asSigned(asked.text ?? Buffer.alloc(0));
  if (asked.verdict.texts !== 1 || !sameText(signed, text)) {
    throw new VerificationError(`${check.place} differs from the text that gpgv found signed`, {
      hint: 'For a document with lines of more than 19,000 characters, use a detached signature.',
    });
  }
  return { ...verified, text: signed };
}

function onlySignatures(packets: Buffer): boolean {
  const types = packetTypes(packets);
  return types !== null && types.length > 0 && types.every((type) => type === SIGNATURE_PACKET);
}

/** Whether both texts are equal, apart from the line break that gpgv adds at the end. */
function sameText(signed: Buffer, text: Buffer): boolean {
  return signed.equals(text) || signed.equals(Buffer.concat([text, Buffer.from('\n')]));
}

interface Asked {
  readonly verdict: Verdict;
  /** The signed text that gpgv wrote; null: none. */
  readonly text: Buffer | null;
}

/** Runs gpgv in a temporary folder, so that it does not see the user's keys and settings. */
async function askGpgv(
  files: Readonly<Record<string, Buffer>>,
  names: readonly string[],
  { place, keyring }: SignatureCheck,
  options: SourceOptions,
): Promise<Asked> {
  const keys = await readKeyring(keyring, options);
  return inFolder('openpgp', async (folder) => {
    const output = join(folder, 'text');
    await writeFile(join(folder, 'keys.gpg'), keys);
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    const { stdout, exitCode } = await runTool(
      'gpgv',
      [
        ...['--homedir', folder, '--keyring', join(folder, 'keys.gpg')],
        ...['--status-fd', '1', '--log-file', '/dev/null', '--output', output],
        ...names.map((name) => join(folder, name)),
      ],
      options.signal ? { signal: options.signal } : {},
    );
    const verdict = readVerdict(stdout.toString('utf8'));
    if (exitCode !== 0 && explainsNothing(verdict)) {
      throw new VerificationError(`gpgv refuses the signature of ${place} (exit code ${exitCode})`);
    }
    return { verdict, text: await readFile(output).catch(() => null) };
  });
}

function explainsNothing({ bad, unknownKeys, trouble }: Verdict): boolean {
  return !trouble && bad.length === 0 && unknownKeys.length === 0;
}

function judge(verdict: Verdict, check: SignatureCheck): Verified {
  const { good, bad, unknownKeys, trouble } = verdict;
  const [firstBad] = bad;
  if (firstBad) throw badSignature(firstBad, check);
  if (trouble) throw new VerificationError(`gpgv cannot read the signature of ${check.place}`);
  if (good.length === 0 && unknownKeys.length > 0) {
    throw new VerificationError(
      `${check.place} is signed by ${unknownKeys.slice(0, 5).join(', ')}, but ${check.keyring} does not hold that key`,
      { hint: "If the key is the publisher's, which only the publisher can confirm, add it to the keyring." },
    );
  }
  const [first] = good;
  if (!first) throw new VerificationError(`${check.place} has no OpenPGP signature`);
  if (!good.every(({ type }) => type === '00' || type === '01')) {
    throw new VerificationError(`the signature of ${check.place} is not a signature of a document`);
  }
  const times = good.flatMap(({ madeAt }) => madeAt ?? []);
  const signed =
    times.length === 0
      ? null
      : { document: check.place, at: new Date(Math.max(...times)).toISOString().replace('.000', '') };
  return {
    fact: {
      status: 'verified',
      method: 'openpgp',
      by: good.map(signer).join(', '),
      ...(signed === null ? {} : { signed }),
    },
    warnings: good.some(({ hash }) => hash === SHA1)
      ? [`the signature of ${check.place} uses SHA-1, which can be forged`]
      : [],
  };
}

const SHA1 = '2';

function signer({ fingerprint, userId }: GoodSignature): string {
  return `${userId.slice(0, 80)} (${fingerprint})`;
}

const REASONS: Readonly<Record<BadSignature['verdict'], string>> = {
  BADSIG: 'is bad: it does not fit this text',
  EXPSIG: 'has expired',
  EXPKEYSIG: 'is by a key that has expired',
  REVKEYSIG: 'is by a key that is revoked',
  ERRSIG: 'cannot be checked: gpgv does not accept its algorithms',
};

function badSignature({ verdict, by }: BadSignature, { place, keyring }: SignatureCheck): VerificationError {
  const hint =
    verdict === 'BADSIG'
      ? 'Fetch both again: the document was changed, or the two belong to different releases.'
      : `Add the publisher's current key to ${keyring}, and remove the expired or revoked key.`;
  return new VerificationError(`the signature of ${place} by ${quoted(by)} ${REASONS[verdict]}`, { hint });
}
