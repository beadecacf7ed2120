import type { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { SourceError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { runTool } from '../../tool/run-tool.ts';
import { nameOfCertificate, sameName } from './distinguished-name.ts';
import type { Endorsement, MetadataEntry } from './entry.ts';

/** DER of the object identifiers of md2, md4 and md5 WithRSAEncryption, without the last byte. */
const BROKEN_HASH = Buffer.from('06092a864886f70d0101', 'hex');
const BROKEN_HASHES = [2, 3, 4];

/**
 * Problems of a signed entry's endorser: the certificate is not that of the named endorser, or was not valid at the
 * time of the endorsement. That time counts, not the present one: images outlive their endorsers' certificates, which
 * last a year. The signer itself states the time, so an endorser whose key was stolen must leave the list of endorsers.
 */
export function endorserProblems(endorsement: Endorsement, certificate: X509Certificate): readonly string[] {
  const problems: string[] = [];
  const { subject, issuer } = namesOf(certificate);
  if (!sameName(endorsement.subject, subject))
    problems.push(`it names the endorser ${quoted(endorsement.subject)}, but ${quoted(subject)} signed it`);
  if (!sameName(endorsement.issuer, issuer))
    problems.push(`it names the CA ${quoted(endorsement.issuer)}, but the signer's is ${quoted(issuer)}`);
  if (hasEmail(certificate) && !isEmailOf(certificate, endorsement.email))
    problems.push(`its email ${quoted(endorsement.email)} is not in the signer's certificate`);
  const time = Date.parse(endorsement.created ?? '');
  if (Number.isNaN(time)) problems.push('its signed endorsement has no date');
  else if (time < Date.parse(certificate.validFrom) || time > Date.parse(certificate.validTo))
    problems.push(
      `the signer's certificate was not valid at the time of the endorsement, ${endorsement.created}`,
    );
  return problems;
}

/** The name of a signer, for people. */
export function signerOf(certificate: X509Certificate): string {
  return namesOf(certificate).subject;
}

/**
 * Whether a certificate belongs to one of `endorsers`. Each is an email, which the certificate must hold, or a subject
 * by RFC 2253 or in slash form.
 */
export function isAllowed(certificate: X509Certificate, endorsers: readonly string[]): boolean {
  const { subject } = namesOf(certificate);
  return endorsers.some((endorser) =>
    endorser.includes('=') ? sameName(endorser, subject) : isEmailOf(certificate, endorser.trim()),
  );
}

/**
 * Whether an entry is by one of `endorsers`, or names one as its author when it is not signed. True when no endorsers
 * are listed.
 */
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
 * Why openssl finds no chain from a certificate to one in the file `ca`, at the time of the endorsement; null when it
 * finds one. Every certificate in the file is trusted, also without its issuer. `SourceError` when the file is
 * unusable.
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
    // Level 0 allows SHA-1: grid CAs signed with it at the time of most endorsements.
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

/** Whether a certificate holds an email. Only printable ASCII is checked, because Node throws for a zero byte. */
function isEmailOf(certificate: X509Certificate, email: string): boolean {
  return /^[!-~]+$/.test(email) && certificate.checkEmail(email) !== undefined;
}

/** Whether a certificate holds any email. A wrong yes is safe: the email must then match. */
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
    hint: 'Give a file with certificates that begin with -----BEGIN CERTIFICATE-----.',
  });
}

/** The text of a regular file. It must be one, because openssl reads it a second time. */
async function readRegular(path: string): Promise<string> {
  const status = await stat(path);
  if (!status.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
  return readFile(path, 'utf8');
}
