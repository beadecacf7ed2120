import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VerificationError } from '../../model/errors.ts';
import type { SignatureFact } from '../../model/published.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { runTool } from '../../tool/run-tool.ts';
import { dearmour } from './armour.ts';
import { asSigned, type Cleartext } from './cleartext.ts';
import { readKeyring } from './keyring.ts';
import { packetTypes, SIGNATURE_PACKET } from './packets.ts';
import { type BadSignature, type GoodSignature, readVerdict, type Verdict } from './status.ts';

/** The signature of a document that has been found good. */
export interface Verified {
  readonly fact: SignatureFact;
  readonly warnings: readonly string[];
}

/** Who must have signed what. */
export interface SignatureCheck {
  /** The signed document, for messages. */
  readonly place: string;
  /** Absolute path of the public keys. */
  readonly keyring: string;
}

/**
 * Holds a document to a detached signature, binary or in ASCII armour: one signature by a key of the keyring must be
 * good, and none by such a key may be bad, expired or revoked. `VerificationError` unless it is so.
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
      hint: `Name the signature of ${check.place}; a clearsigned text needs none beside it.`,
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
 * Holds a clearsigned text to its signature, as {@link verifyDetached} does. Gives the text that gpgv itself found
 * signed; `VerificationError` too when that is not the text that was taken from the document: gpgv cuts long lines.
 */
export async function verifyCleartext(
  { message, signature, text }: Cleartext,
  check: SignatureCheck,
  options: SourceOptions,
): Promise<Verified & { readonly text: Buffer }> {
  if (!onlySignatures(signature)) {
    throw new VerificationError(`the signature of ${check.place} holds other things than signatures`);
  }
  const asked = await askGpgv({ 'document.asc': message }, ['document.asc'], check, options);
  const verified = judge(asked.verdict, check);
  const signed = asSigned(asked.text ?? Buffer.alloc(0));
  if (asked.verdict.texts !== 1 || !sameText(signed, text)) {
    throw new VerificationError(`${check.place} reads differently from what gpgv found signed`, {
      hint: 'Use a detached signature for a document with lines of more than 19,000 characters.',
    });
  }
  return { ...verified, text: signed };
}

function onlySignatures(packets: Buffer): boolean {
  const types = packetTypes(packets);
  return types !== null && types.length > 0 && types.every((type) => type === SIGNATURE_PACKET);
}

/** gpgv ends the text with a line break that it may not have had. */
function sameText(signed: Buffer, text: Buffer): boolean {
  return signed.equals(text) || signed.equals(Buffer.concat([text, Buffer.from('\n')]));
}

interface Asked {
  readonly verdict: Verdict;
  /** What gpgv wrote as signed text; null: nothing. */
  readonly text: Buffer | null;
}

/** Runs gpgv on files in a folder of its own, which also keeps it from any keys and settings of the user. */
async function askGpgv(
  files: Readonly<Record<string, Buffer>>,
  names: readonly string[],
  { place, keyring }: SignatureCheck,
  options: SourceOptions,
): Promise<Asked> {
  const keys = await readKeyring(keyring, options);
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-openpgp-'));
  try {
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
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function explainsNothing({ bad, unknownKeys, trouble }: Verdict): boolean {
  return !trouble && bad.length === 0 && unknownKeys.length === 0;
}

function judge(verdict: Verdict, check: SignatureCheck): Verified {
  const { good, bad, unknownKeys, trouble } = verdict;
  const [firstBad] = bad;
  if (firstBad) throw badSignature(firstBad, check);
  if (trouble) throw new VerificationError(`gpgv cannot make sense of the signature of ${check.place}`);
  if (good.length === 0 && unknownKeys.length > 0) {
    throw new VerificationError(
      `${check.place} is signed by ${unknownKeys.slice(0, 5).join(', ')}, and ${check.keyring} does not hold that key`,
      { hint: "Check the key with the publisher, and add it to the keyring if it is the publisher's." },
    );
  }
  const [first] = good;
  if (!first) throw new VerificationError(`${check.place} has no OpenPGP signature`);
  if (!good.every(({ type }) => type === '00' || type === '01')) {
    throw new VerificationError(`the signature of ${check.place} is not one of a document`);
  }
  return {
    fact: { status: 'verified', method: 'openpgp', by: good.map(signer).join(', ') },
    warnings: good.some(({ hash }) => hash === SHA1)
      ? [`the signature of ${check.place} rests on SHA-1, which can be forged`]
      : [],
  };
}

const SHA1 = '2';

function signer({ fingerprint, userId }: GoodSignature): string {
  return `${userId.slice(0, 80)} (${fingerprint})`;
}

const REASONS: Readonly<Record<BadSignature['verdict'], string>> = {
  BADSIG: 'is bad: it is not the signature of this text',
  EXPSIG: 'has expired',
  EXPKEYSIG: 'is by a key that has expired',
  REVKEYSIG: 'is by a key that is revoked',
  ERRSIG: 'cannot be checked: gpgv does not take its algorithms',
};

function badSignature({ verdict, by }: BadSignature, { place, keyring }: SignatureCheck): VerificationError {
  const hint =
    verdict === 'BADSIG'
      ? 'The document was changed, or the two are not of the same release: fetch both again.'
      : `Get the publisher's present key into ${keyring}; take a key that no longer counts out of it.`;
  return new VerificationError(`the signature of ${place} by ${quoted(by)} ${REASONS[verdict]}`, { hint });
}
