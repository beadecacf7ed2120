import type { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../../model/errors.ts';
import { runTool } from '../../tool/run-tool.ts';
import { inFolder } from '../in-folder.ts';
import { type CertificateNames, isAmbiguous, namesOf, quotedName } from './names.ts';
import { isPermitted } from './namespaces.ts';
import { rulesFor, type TrustDirectory, type TrustedCertificate } from './trust-directory.ts';

/** Certificates from a signer to a root. Real chains have three at most. */
const LONGEST_CHAIN = 10;

/** openssl's number for a missing revocation list, which is not an error here. */
const NO_REVOCATION_LIST = 3;

/** A signer to check. */
interface SignerCheck {
  readonly signer: X509Certificate;
  readonly directory: TrustDirectory;
  /** The time for which everything is verified. */
  readonly now: Date;
  /** The signed document, for messages. */
  readonly place: string;
  readonly signal?: AbortSignal;
}

/**
 * Verifies a signer's certificate by the directory of CAs, and returns its names. The certificate must be within its
 * validity, and have a chain of the directory's certificates up to a root. Each certificate of the chain must be in the
 * namespaces of its issuer, if there are any. Where the issuer has a revocation list, the list must be current and must
 * not hold the certificate. A signer whose own certificate lies in the directory needs no chain. `VerificationError`
 * with the reason.
 */
export async function verifySigner(check: SignerCheck): Promise<CertificateNames> {
  const { signer, now, place, signal } = check;
  const names = await namesOf(signer, signal);
  if (isAmbiguous(signer)) {
    throw new VerificationError(
      `${place}: the name of the signer, ${quotedName(names.subject)}, is ambiguous: it could be read as another name`,
    );
  }
  refuseOutsideValidity(signer, names.subject, now, place);
  const issuers = findIssuers(check, names);
  // Without issuers, the signer's own certificate is in the directory.
  await inFolder('smime', (folder) =>
    verifyChain(folder, [signer, ...issuers.map(certificateOf)], check, names),
  );
  await verifyLinks(issuers, check);
  return names;
}

function refuseOutsideValidity(signer: X509Certificate, subject: string, now: Date, place: string): void {
  const [from, to] = [new Date(signer.validFrom), new Date(signer.validTo)];
  if (now.getTime() > to.getTime()) {
    throw new VerificationError(
      `${place}: the certificate of its signer, ${quotedName(subject)}, expired at ${instant(to)}`,
      {
        hint: 'Ask the endorser for a list with a new signature.',
      },
    );
  }
  if (now.getTime() < from.getTime()) {
    throw new VerificationError(
      `${place}: the certificate of its signer, ${quotedName(subject)}, is not valid before ${instant(from)}`,
      {
        hint: "Check this machine's clock.",
      },
    );
  }
}

/**
 * The directory's certificates from the signer's issuer to a root; none when the directory has the signer, but not its
 * issuer.
 */
function findIssuers(
  { signer, directory, now, place }: SignerCheck,
  names: CertificateNames,
): TrustedCertificate[] {
  const issuers: TrustedCertificate[] = [];
  let certificate = signer;
  while (issuers.length < LONGEST_CHAIN) {
    const issuer = issuerOf(certificate, directory, now);
    if (issuer === undefined) {
      if (issuers.length === 0 && directory.certificates.some((known) => isSame(known.certificate, signer))) {
        return [];
      }
      const missing = issuers.length === 0 ? names.issuer : oneLine(certificate.issuer);
      throw new VerificationError(
        `${place}: ${directory.path} has no certificate of ${quotedName(missing)}, the CA of its signer ${quotedName(names.subject)}`,
        {
          hint: 'If you trust the CA, add its certificate to the directory.',
        },
      );
    }
    issuers.push(issuer);
    certificate = issuer.certificate;
    if (certificate.checkIssued(certificate)) return issuers;
  }
  throw new VerificationError(
    `${place}: the chain of its signer has more than ${LONGEST_CHAIN} certificates`,
  );
}

/** The certificate whose key signed another; of several with the same key, a valid one. */
function issuerOf(
  certificate: X509Certificate,
  { certificates }: TrustDirectory,
  now: Date,
): TrustedCertificate | undefined {
  const found = certificates.filter(
    (candidate) =>
      certificate.checkIssued(candidate.certificate) && isSignedBy(certificate, candidate.certificate),
  );
  return found.find(({ certificate }) => isValid(certificate, now)) ?? found[0];
}

/** Lets openssl verify the whole chain: signatures, validity, and that every issuer is a CA. */
async function verifyChain(
  folder: string,
  [signer, ...issuers]: readonly X509Certificate[],
  { now, place, signal }: SignerCheck,
  names: CertificateNames,
): Promise<void> {
  const certificate = join(folder, 'certificate.pem');
  const trusted = join(folder, 'trusted.pem');
  await writeFile(certificate, signer!.toString());
  await writeFile(trusted, (issuers.length === 0 ? [signer!] : issuers).map(String).join(''));
  const problem = await opensslVerify(
    // A signer whose own certificate is trusted has no chain to a root.
    [...(issuers.length === 0 ? ['-partial_chain'] : []), '-CAfile', trusted, certificate],
    now,
    signal,
  );
  if (problem === null) return;
  const whose =
    problem.depth === 0 ? 'the certificate of its signer' : 'a certificate authority of its signer';
  throw new VerificationError(
    `${place}: ${whose}, ${quotedName(names.subject)}, is refused: ${problem.reason}`,
    {
      hint: 'Update the CA certificates; if the error stays, ask the endorser.',
    },
  );
}

/** Checks each certificate of the chain: it must be in its issuer's namespaces, and not revoked. */
async function verifyLinks(issuers: readonly TrustedCertificate[], check: SignerCheck): Promise<void> {
  const { signer, directory, place, signal } = check;
  let certificate = signer;
  for (const issuer of issuers) {
    // A root has no issuer.
    if (isSame(issuer.certificate, certificate)) return;
    const names = await namesOf(certificate, signal);
    const rules = rulesFor(directory, issuer, names.issuer);
    if (rules !== null && !isPermitted(rules, names.subject)) {
      throw new VerificationError(
        `${place}: ${quotedName(names.subject)} is outside the namespaces of its issuer ${quotedName(names.issuer)}`,
        {
          hint: `Look at the issuer's namespaces and signing_policy files in ${directory.path}.`,
        },
      );
    }
    await refuseRevoked(certificate, issuer.certificate, names, check);
    certificate = issuer.certificate;
  }
}

async function refuseRevoked(
  certificate: X509Certificate,
  issuer: X509Certificate,
  names: CertificateNames,
  { directory, now, place, signal }: SignerCheck,
): Promise<void> {
  if (directory.revocationLists.length === 0) return;
  const problem = await inFolder('smime', async (folder) => {
    const paths = { certificate: join(folder, 'certificate.pem'), issuer: join(folder, 'issuer.pem') };
    await writeFile(paths.certificate, certificate.toString());
    await writeFile(paths.issuer, issuer.toString());
    return opensslVerify(
      [
        // One certificate at a time, because not every issuer has a list. openssl picks the issuer's list.
        ...['-partial_chain', '-crl_check', '-CAfile', paths.issuer],
        ...directory.revocationLists.flatMap((path) => ['-CRLfile', path]),
        paths.certificate,
      ],
      now,
      signal,
    );
  });
  if (problem === null || problem.number === NO_REVOCATION_LIST) return;
  throw new VerificationError(
    `${place}: openssl cannot confirm that the certificate of ${quotedName(names.subject)} is not revoked by ${quotedName(names.issuer)}: ${problem.reason}`,
    {
      hint: `Update the revocation lists in ${directory.path}, e.g. with fetch-crl. Do not trust a revoked certificate.`,
    },
  );
}

interface Problem {
  /** openssl's number of the verification error; null: openssl failed in another way. */
  readonly number: number | null;
  /** 0: the certificate itself; 1: its issuer, and so on. */
  readonly depth: number;
  readonly reason: string;
}

async function opensslVerify(
  args: readonly string[],
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Problem | null> {
  const { exitCode, stderr } = await runTool(
    'openssl',
    [
      ...['verify', '-purpose', 'any', '-no-CApath', '-no-CAstore'],
      ...['-attime', String(Math.floor(now.getTime() / 1000)), ...args],
    ],
    signal === undefined ? {} : { signal },
  );
  if (exitCode === 0) return null;
  const problems = Array.from(
    stderr.matchAll(/^error (\d+) at (\d+) depth lookup: ?(.{0,120})/gm),
    ([, number, depth, reason]) => ({
      number: Number(number),
      depth: Number(depth),
      reason: (reason ?? '').trim(),
    }),
  );
  // openssl goes on after some errors; a missing revocation list must not hide another error.
  const problem = problems.find(({ number }) => number !== NO_REVOCATION_LIST) ?? problems[0];
  if (problem !== undefined) return problem;
  const line = stderr.split('\n').find((text) => text.trim() !== '') ?? 'openssl gives no reason';
  return { number: null, depth: 0, reason: line.trim().slice(0, 160) };
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    // Node does not know this kind of key.
    return false;
  }
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return now >= new Date(validFrom) && now <= new Date(validTo);
}

function isSame(a: X509Certificate, b: X509Certificate): boolean {
  return a.raw.equals(b.raw);
}

function certificateOf({ certificate }: TrustedCertificate): X509Certificate {
  return certificate;
}

/** A name in slash form, from the lines that Node writes. */
function oneLine(name: string): string {
  return `/${name.split('\n').join('/')}`;
}

function instant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
