import type { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { SourceError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { runTool } from '../../tool/run-tool.ts';
import { nameOfCertificate, sameName } from './distinguished-name.ts';
import type { Endorsement, MetadataEntry } from './entry.ts';

/** DER of the object identifiers of md2, md4 and md5 WithRSAEncryption, but for the last byte. */
const BROKEN_HASH = Buffer.from('06092a864886f70d0101', 'hex');
const BROKEN_HASHES = [2, 3, 4];

/**
 * What speaks against the endorser of a signed entry: a certificate that is not the endorser's whom the metadata
 * names, or that was not valid when the endorsement was made. The time of the endorsement counts, not now: images
 * outlive their endorsers' certificates, which last a year. That time is the signer's own word, so an endorser whose
 * key was stolen must leave the allow-list.
 */
export function endorserProblems(endorsement: Endorsement, certificate: X509Certificate): readonly string[] {
  const problems: string[] = [];
  const { subject, issuer } = namesOf(certificate);
  if (!sameName(endorsement.subject, subject))
    problems.push(`it names the endorser ${quoted(endorsement.subject)}, but ${quoted(subject)} signed it`);
  if (!sameName(endorsement.issuer, issuer))
    problems.push(`it names the CA ${quoted(endorsement.issuer)}, but the signer's is ${quoted(issuer)}`);
  if (hasEmail(certificate) && !isEmailOf(certificate, endorsement.email))
    problems.push(`its email ${quoted(endorsement.email)} is not that of the signer's certificate`);
  const time = Date.parse(endorsement.created ?? '');
  if (Number.isNaN(time)) problems.push('its signed endorsement has no date');
  else if (time < Date.parse(certificate.validFrom) || time > Date.parse(certificate.validTo))
    problems.push(`the signer's certificate was not valid when it was endorsed, ${endorsement.created}`);
  return problems;
}

/** Name of the signer, for people. */
export function signerOf(certificate: X509Certificate): string {
  return namesOf(certificate).subject;
}

/**
 * Whether a signature's certificate belongs to one of `endorsers`: emails, which count where the certificate holds
 * them, and subjects, after RFC 2253 or in slash form.
 */
export function isAllowed(certificate: X509Certificate, endorsers: readonly string[]): boolean {
  const { subject } = namesOf(certificate);
  return endorsers.some((endorser) =>
    endorser.includes('=') ? sameName(endorser, subject) : isEmailOf(certificate, endorser.trim()),
  );
}

/** Whether an entry is by one of `endorsers` (anybody, where none is listed), or at least says so where it is not signed. */
export function isBy({ signature, endorsement }: MetadataEntry, endorsers: readonly string[]): boolean {
  if (endorsers.length === 0) return true;
  if (signature.status === 'valid') return isAllowed(signature.certificate, endorsers);
  return endorsers.some((endorser) =>
    endorser.includes('=')
      ? sameName(endorser, endorsement.subject)
      : endorser.trim().toLowerCase() === endorsement.email.toLowerCase(),
  );
}

/**
 * Why a certificate does not lead to one of those in the file `ca`, each of which is trusted for itself, at the time
 * of the endorsement; null when it does. Checked by openssl. `SourceError` when the file is unusable.
 */
export async function chainProblem(
  entry: MetadataEntry,
  certificate: X509Certificate,
  ca: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  await checkFile(ca);
  if (isSignedWithBrokenHash(certificate))
    return "the signer's certificate is signed with a broken hash (MD5)";
  const seconds = Math.floor(Date.parse(entry.endorsement.created ?? '') / 1000);
  const time = Number.isNaN(seconds) ? [] : ['-attime', String(seconds)];
  const { exitCode, stderr } = await runTool(
    'openssl',
    // Level 0 leaves SHA-1 in: grid CAs signed with it at the time of most endorsements.
    ['verify', '-partial_chain', '-no-CApath', '-no-CAstore', '-auth_level', '0', ...time, '-CAfile', ca],
    { input: Buffer.from(certificate.toString()), ...(signal ? { signal } : {}) },
  );
  if (exitCode === 0) return null;
  const reason = /^error \d+ at \d+ depth lookup: ?(.{1,120})/m.exec(stderr)?.[1] ?? 'openssl refused it';
  return `the signer's certificate does not lead to a CA in ${ca}: ${reason}`;
}

function namesOf(certificate: X509Certificate): { readonly subject: string; readonly issuer: string } {
  return { subject: nameOfCertificate(certificate.subject), issuer: nameOfCertificate(certificate.issuer) };
}

/** Printable ASCII alone is asked for: Node throws for a zero byte. */
function isEmailOf(certificate: X509Certificate, email: string): boolean {
  return /^[!-~]+$/.test(email) && certificate.checkEmail(email) !== undefined;
}

/** In doubt yes: then the email must be right. */
function hasEmail(certificate: X509Certificate): boolean {
  return /(^|, )email:/.test(certificate.subjectAltName ?? '');
}

function isSignedWithBrokenHash(certificate: X509Certificate): boolean {
  return BROKEN_HASHES.some((last) =>
    certificate.raw.includes(Buffer.concat([BROKEN_HASH, Buffer.from([last])])),
  );
}

async function checkFile(ca: string): Promise<void> {
  const text = await readRegular(ca).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError(`the CA certificates ${ca} cannot be read: ${error.code ?? 'unknown cause'}`, {
      cause: error,
    });
  });
  if (text.includes('-----BEGIN')) return;
  throw new SourceError(`${ca} holds no certificates in PEM form`, {
    hint: 'Give a file of certificates that begin with -----BEGIN CERTIFICATE-----.',
  });
}

/** It is read twice, here and by openssl: nothing but a file can be. */
async function readRegular(path: string): Promise<string> {
  const status = await stat(path);
  if (!status.isFile()) throw Object.assign(new Error('no regular file'), { code: 'no regular file' });
  return readFile(path, 'utf8');
}
