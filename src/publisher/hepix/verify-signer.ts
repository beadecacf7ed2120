import type { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from '../../model/errors.ts';
import { runTool } from '../../tool/run-tool.ts';
import { inFolder } from './in-folder.ts';
import { type CertificateNames, isAmbiguous, namesOf, quotedName } from './names.ts';
import { isPermitted } from './namespaces.ts';
import { rulesFor, type TrustDirectory, type TrustedCertificate } from './trust-directory.ts';

/** Certificates between a signer and a root; real ones have three at most. */
const LONGEST_CHAIN = 10;

/** openssl's number of what is no fault here: no list of revoked certificates is there. */
const NO_REVOCATION_LIST = 3;

/** A signer to be believed, when, and by whose word. */
export interface SignerCheck {
  readonly signer: X509Certificate;
  readonly directory: TrustDirectory;
  /** Everything is verified as of this moment. */
  readonly now: Date;
  /** For messages: what is signed. */
  readonly place: string;
  readonly signal?: AbortSignal;
}

/**
 * Who signed, once the directory vouches for it: within validity, issued in a chain of the directory's certificates up
 * to a root, in the namespaces of each issuer that has some, and not revoked where there is a list of its issuer, which
 * must then be current. A signer whose own certificate lies in the directory is believed without its CA's. `VerificationError`
 * with what is wrong.
 */
export async function verifySigner(check: SignerCheck): Promise<CertificateNames> {
  const { signer, now, place, signal } = check;
  const names = await namesOf(signer, signal);
  if (isAmbiguous(signer)) {
    throw new VerificationError(
      `${place}: the name of the signer, ${quotedName(names.subject)}, could be read as another's`,
    );
  }
  refuseOutsideValidity(signer, names.subject, now, place);
  const issuers = findIssuers(check, names);
  // Empty: the signer is trusted by itself.
  await inFolder((folder) => verifyChain(folder, [signer, ...issuers.map(certificateOf)], check, names));
  await verifyLinks(issuers, check);
  return names;
}

function refuseOutsideValidity(signer: X509Certificate, subject: string, now: Date, place: string): void {
  const [from, to] = [new Date(signer.validFrom), new Date(signer.validTo)];
  if (now.getTime() > to.getTime()) {
    throw new VerificationError(
      `${place}: the certificate of its signer, ${quotedName(subject)}, expired at ${instant(to)}`,
      {
        hint: 'Ask the endorser for a list that is signed anew.',
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

/** From the signer's issuer to a root, all of the directory; none when the directory has the signer and not its issuer. */
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
        `${place}: ${directory.path} has no certificate of ${quotedName(missing)}, by whose word its signer is ${quotedName(names.subject)}`,
        {
          hint: "Add the CA's certificate to the directory if the CA is to be trusted.",
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

/** The certificate with whose key another was signed; of several with one key, a valid one. */
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

/** Lets openssl judge the whole chain: signatures, validity, and that only certificate authorities issue. */
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
  const fault = await opensslVerify(
    // A certificate that is trusted itself has no chain to a root.
    [...(issuers.length === 0 ? ['-partial_chain'] : []), '-CAfile', trusted, certificate],
    now,
    signal,
  );
  if (fault === null) return;
  const whose = fault.depth === 0 ? 'the certificate of its signer' : 'a certificate authority of its signer';
  throw new VerificationError(
    `${place}: ${whose}, ${quotedName(names.subject)}, is refused: ${fault.reason}`,
    {
      hint: 'Bring the CA certificates up to date, and ask the endorser if this stays.',
    },
  );
}

/** Each certificate below its issuer: in the issuer's namespaces, and not revoked. */
async function verifyLinks(issuers: readonly TrustedCertificate[], check: SignerCheck): Promise<void> {
  const { signer, directory, place, signal } = check;
  let certificate = signer;
  for (const issuer of issuers) {
    // A root stands for itself.
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
  const fault = await inFolder(async (folder) => {
    const paths = { certificate: join(folder, 'certificate.pem'), issuer: join(folder, 'issuer.pem') };
    await writeFile(paths.certificate, certificate.toString());
    await writeFile(paths.issuer, issuer.toString());
    return opensslVerify(
      [
        // One link at a time, for not every issuer has a list. openssl picks the issuer's among them.
        ...['-partial_chain', '-crl_check', '-CAfile', paths.issuer],
        ...directory.revocationLists.flatMap((path) => ['-CRLfile', path]),
        paths.certificate,
      ],
      now,
      signal,
    );
  });
  if (fault === null || fault.number === NO_REVOCATION_LIST) return;
  throw new VerificationError(
    `${place}: it cannot be shown that the certificate of ${quotedName(names.subject)} is not revoked by ${quotedName(names.issuer)}: ${fault.reason}`,
    {
      hint: `Bring the revocation lists in ${directory.path} up to date, e.g. with fetch-crl; a certificate that is revoked must not be trusted.`,
    },
  );
}

interface Fault {
  /** openssl's number of the verification error; null: it failed in another way. */
  readonly number: number | null;
  /** 0: the certificate itself. */
  readonly depth: number;
  readonly reason: string;
}

async function opensslVerify(
  args: readonly string[],
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Fault | null> {
  const { exitCode, stderr } = await runTool(
    'openssl',
    [
      ...['verify', '-purpose', 'any', '-no-CApath', '-no-CAstore'],
      ...['-attime', String(Math.floor(now.getTime() / 1000)), ...args],
    ],
    signal === undefined ? {} : { signal },
  );
  if (exitCode === 0) return null;
  const faults = Array.from(
    stderr.matchAll(/^error (\d+) at (\d+) depth lookup: ?(.{0,120})/gm),
    ([, number, depth, reason]) => ({
      number: Number(number),
      depth: Number(depth),
      reason: (reason ?? '').trim(),
    }),
  );
  // openssl goes on after some faults; one that can be passed over must not hide another.
  const fault = faults.find(({ number }) => number !== NO_REVOCATION_LIST) ?? faults[0];
  if (fault !== undefined) return fault;
  const line = stderr.split('\n').find((text) => text.trim() !== '') ?? 'openssl does not say why';
  return { number: null, depth: 0, reason: line.trim().slice(0, 160) };
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    // A key of a kind that Node does not know.
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

/** Node's name of many lines as one. */
function oneLine(name: string): string {
  return `/${name.split('\n').join('/')}`;
}

function instant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
