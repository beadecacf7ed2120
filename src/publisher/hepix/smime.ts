import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { runTool, type ToolOptions } from '../../tool/run-tool.ts';
import { inFolder } from '../in-folder.ts';

/** Bytes that may hold the headers of a message. */
const HEADERS = 16 * 1024;

/** The two forms of a signed S/MIME message (RFC 8551, section 3.5). */
const SIGNED_TYPE = /^content-type:[ \t]*(?:multipart\/signed|application\/(?:x-)?pkcs7-mime)\b/im;

/** Broken digests: anyone can make a second text that fits the same signature. */
const BROKEN_DIGESTS: readonly string[] = ['md2', 'md4', 'md5'];

/** The content of a message and its signer's certificate. The signature is verified; the signer is not yet trusted. */
interface SignedContent {
  readonly content: Buffer;
  readonly signer: X509Certificate;
  /** Digest of the signature as openssl names it, e.g. `sha256`; null when openssl does not print it. */
  readonly digest: string | null;
}

/** Whether the headers of a document call it a signed S/MIME message. */
export function isSmime(document: Buffer): boolean {
  const head = document.subarray(0, HEADERS).toString('latin1');
  const end = /\r?\n\r?\n/.exec(head);
  return SIGNED_TYPE.test(end === null ? head : head.slice(0, end.index));
}

/**
 * Verifies the signature of a message with the certificate in the message, by `openssl cms`. Only the text that openssl
 * prints counts as content. `VerificationError` when the signature does not fit, the number of signers is not one, or
 * the digest is broken; `SourceError` when openssl cannot be run.
 */
export function verifyContent(message: Buffer, place: string, signal?: AbortSignal): Promise<SignedContent> {
  return inFolder('smime', async (folder) => {
    const signers = join(folder, 'signers.pem');
    const { exitCode, stdout, stderr } = await runTool(
      'openssl',
      // -noverify: verify-signer.ts checks the signer, once the certificate is known.
      ['cms', '-verify', '-inform', 'SMIME', '-purpose', 'any', '-noverify', '-signer', signers],
      withInput(message, signal),
    );
    if (exitCode !== 0) throw unverified(stderr, place);
    const certificates = splitPem(await readFile(signers, 'latin1').catch(() => ''));
    if (certificates.length !== 1) {
      throw new VerificationError(
        `${place}: the signature is of ${certificates.length} signers, but must be of exactly one`,
        { hint: 'Ask the endorser for a list with one signature.' },
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

/**
 * The content of a signed message; the signature is not checked. `SourceError` when openssl cannot read the message.
 */
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
  throw new SourceError(`${place}: its headers announce a signed message, but openssl cannot read it`, {
    hint: 'Fetch it again: it may not have arrived in full.',
  });
}

/** The certificates, or other objects, of a PEM file, one text each. */
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

/**
 * The content without its own headers, which `openssl cms -sign -text` writes. They are signed, but not part of the
 * list.
 */
export function withoutPartHeaders(content: Buffer): Buffer {
  const head = content.subarray(0, HEADERS).toString('latin1');
  if (!/^content-[a-z-]+:/i.test(head)) return content;
  const end = /\r?\n\r?\n/.exec(head);
  return end === null ? content : content.subarray(end.index + end[0].length);
}

/** The digest of the first signer, as openssl prints it. */
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
      hint: 'The list was changed after it was signed. Run again; if the error stays, ask the endorser.',
    });
  }
  return new VerificationError(`${place}: openssl cannot verify the signature (${reason(stderr)})`, {
    hint: 'Fetch it again: it may not have arrived in full.',
  });
}

/** The last reason that openssl prints, e.g. `asn1 parse error`. */
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
