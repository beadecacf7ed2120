import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { runTool, type ToolOptions } from '../../tool/run-tool.ts';
import { inFolder } from './in-folder.ts';

/** Bytes in which a message's own headers are looked for. */
const HEADERS = 16 * 1024;

/** S/MIME's two forms of a signed message (RFC 8551, section 3.5). */
const SIGNED_TYPE = /^content-type:[ \t]*(?:multipart\/signed|application\/(?:x-)?pkcs7-mime)\b/im;

/** Digests for which a second text with the same signature can be made by anyone. */
const BROKEN_DIGESTS: readonly string[] = ['md2', 'md4', 'md5'];

/** What a message says and who signed it: only the signature itself is verified, not who the signer is. */
export interface SignedContent {
  readonly content: Buffer;
  readonly signer: X509Certificate;
  /** Of the signature, as openssl calls it, e.g. `sha256`; null when openssl does not say. */
  readonly digest: string | null;
}

/** Whether a document says of itself, in its headers, that it is an S/MIME signed message. */
export function isSmime(document: Buffer): boolean {
  const head = document.subarray(0, HEADERS).toString('latin1');
  const end = /\r?\n\r?\n/.exec(head);
  return SIGNED_TYPE.test(end === null ? head : head.slice(0, end.index));
}

/**
 * Verifies a signed message's signature over its content with the certificate that it carries, by `openssl cms`. The
 * content is what openssl gives out, and nothing else of the message. `VerificationError` when the signature does not
 * fit, there is not exactly one signer, or the digest is a broken one; `SourceError` when openssl cannot be run.
 */
export function verifyContent(message: Buffer, place: string, signal?: AbortSignal): Promise<SignedContent> {
  return inFolder(async (folder) => {
    const signers = join(folder, 'signers.pem');
    const { exitCode, stdout, stderr } = await runTool(
      'openssl',
      // Who signed is looked at afterwards, when it is known.
      ['cms', '-verify', '-inform', 'SMIME', '-purpose', 'any', '-noverify', '-signer', signers],
      withInput(message, signal),
    );
    if (exitCode !== 0) throw unverified(stderr, place);
    const certificates = splitPem(await readFile(signers, 'latin1').catch(() => ''));
    if (certificates.length !== 1) {
      throw new VerificationError(
        `${place}: the signature is of ${certificates.length} signers, and there must be exactly one`,
        { hint: 'Ask the endorser to sign the list alone.' },
      );
    }
    const digest = await digestOf(message, signal);
    if (digest !== null && BROKEN_DIGESTS.includes(digest)) {
      throw new VerificationError(`${place}: the signature uses ${digest}, which anyone can forge`, {
        hint: 'Ask the endorser to sign with SHA-256.',
      });
    }
    return { content: withoutPartHeaders(stdout), signer: new X509Certificate(certificates[0]!), digest };
  });
}

/** The content of a signed message, with no look at its signature. `SourceError` when openssl finds none. */
export async function uncheckedContent(
  message: Buffer,
  place: string,
  signal?: AbortSignal,
): Promise<Buffer> {
  const { exitCode, stdout } = await runTool(
    'openssl',
    ['cms', '-verify', '-inform', 'SMIME', '-noverify', '-nosigs', '-no_content_verify'],
    withInput(message, signal),
  );
  if (exitCode === 0) return withoutPartHeaders(stdout);
  throw new SourceError(`${place}: it says that it is a signed message, and openssl cannot read it`, {
    hint: 'Check that it was transferred whole.',
  });
}

/** Single certificates or other objects of a PEM file. */
export function splitPem(text: string, label = 'CERTIFICATE'): readonly string[] {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  const found: string[] = [];
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at)) {
    const to = text.indexOf(end, at);
    if (to === -1) break;
    found.push(`${text.slice(at, to)}${end}\n`);
    at = to + end.length;
  }
  return found;
}

/** A part may have headers of its own (`openssl cms -sign -text`). They are signed, and no part of the list. */
export function withoutPartHeaders(content: Buffer): Buffer {
  const head = content.subarray(0, HEADERS).toString('latin1');
  if (!/^content-[a-z-]+:/i.test(head)) return content;
  const end = /\r?\n\r?\n/.exec(head);
  return end === null ? content : content.subarray(end.index + end[0].length);
}

/** The digest of the first signer, from openssl's print of the message. */
async function digestOf(message: Buffer, signal: AbortSignal | undefined): Promise<string | null> {
  const { stdout } = await runTool(
    'openssl',
    ['cms', '-cmsout', '-print', '-noout', '-inform', 'SMIME'],
    withInput(message, signal),
  );
  const printed = stdout.toString('latin1');
  const signer = printed.slice(printed.lastIndexOf('\n    signerInfos:'));
  return /\n +digestAlgorithm: *\n +algorithm: (\S{1,40})/.exec(signer)?.[1]?.toLowerCase() ?? null;
}

function unverified(stderr: string, place: string): VerificationError {
  if (stderr.includes('signer certificate not found')) {
    return new VerificationError(`${place}: the signature does not carry its signer's certificate`, {
      hint: 'Ask the endorser to include the certificate.',
    });
  }
  if (/verification failure|content verify error|digest.*(?:mismatch|failure)/i.test(stderr)) {
    return new VerificationError(`${place}: the signature does not fit the content`, {
      hint: 'It was changed after it was signed. Fetch it again, and ask the endorser if this stays.',
    });
  }
  return new VerificationError(`${place}: openssl cannot verify the signature (${reason(stderr)})`, {
    hint: 'Check that it was transferred whole.',
  });
}

/** The last reason that openssl names, e.g. `asn1 parse error`. */
function reason(stderr: string): string {
  const fields = stderr
    .split('\n')
    .findLast((line) => line.includes(':error:'))
    ?.split(':');
  return fields?.[4]?.trim().slice(0, 80) || 'it does not say why';
}

function withInput(input: Uint8Array, signal: AbortSignal | undefined): ToolOptions {
  return signal === undefined ? { input } : { input, signal };
}
