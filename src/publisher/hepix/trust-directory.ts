import { X509Certificate } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { fileFault } from '../../files/file-fault.ts';
import { SourceError } from '../../model/errors.ts';
import { refuseOutside } from '../../source/file.ts';
import type { SourceOptions } from '../../source/source.ts';
import { canonicalName } from './names.ts';
import { type NamespaceRule, parseNamespaces, parseSigningPolicy, SELF } from './namespaces.ts';
import { splitPem } from './smime.ts';

/**
 * The contents of a directory such as /etc/grid-security/certificates: the trusted CAs, and the subjects they may sign.
 */
export interface TrustDirectory {
  readonly path: string;
  readonly certificates: readonly TrustedCertificate[];
  /** Paths of lists of revoked certificates. */
  readonly revocationLists: readonly string[];
  /** The rules of `*.namespaces` files, by file name without the end. */
  readonly namespaces: ReadonlyMap<string, readonly NamespaceRule[]>;
  readonly signingPolicies: ReadonlyMap<string, readonly NamespaceRule[]>;
}

/** A certificate of the directory. */
export interface TrustedCertificate {
  readonly certificate: X509Certificate;
  /** Names of the files with this certificate, without their ends: usually an alias and a hash. */
  readonly stems: readonly string[];
}

/** Bytes. More than any certificate or policy file has. */
const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * Reads the certificates (`*.pem`, `*.0`) and namespaces (`*.namespaces`, `*.signing_policy`) of a directory, and finds
 * its revocation lists (`*.r0`). A file without a certificate is skipped. `SourceError` when the directory or one of
 * its namespaces files cannot be read.
 */
export async function readTrustDirectory(
  path: string,
  { confinement }: Pick<SourceOptions, 'confinement'> = {},
): Promise<TrustDirectory> {
  const names = (await namesIn(path)).toSorted();
  const certificates = new Map<string, { certificate: X509Certificate; stems: string[] }>();
  const namespaces = new Map<string, readonly NamespaceRule[]>();
  const signingPolicies = new Map<string, readonly NamespaceRule[]>();
  const revocationLists: string[] = [];
  for (const file of names) {
    const { name: stem, ext } = parse(file);
    const full = join(path, file);
    if (confinement) await refuseOutside(full, confinement);
    if (/^\.(?:pem|\d)$/.test(ext)) {
      for (const certificate of await certificatesIn(full)) {
        const known = certificates.get(certificate.fingerprint256);
        if (known) known.stems.push(stem);
        else certificates.set(certificate.fingerprint256, { certificate, stems: [stem] });
      }
    }
    if (ext === '.namespaces') namespaces.set(stem, parseNamespaces(await textOf(full)));
    if (ext === '.signing_policy') signingPolicies.set(stem, parseSigningPolicy(await textOf(full)));
    if (/^\.r\d$/.test(ext)) revocationLists.push(full);
  }
  return { path, certificates: [...certificates.values()], revocationLists, namespaces, signingPolicies };
}

/**
 * The directory's rules about the subjects that a CA may sign; null: it has none. Rules in `*.namespaces` files
 * override `*.signing_policy` files. When a file beside the CA's certificate names only other CAs, this CA may sign no
 * subject.
 */
export function rulesFor(
  { namespaces, signingPolicies }: TrustDirectory,
  { stems }: TrustedCertificate,
  name: string,
): readonly NamespaceRule[] | null {
  const issuer = canonicalName(name);
  let besideIt = false;
  for (const files of [namespaces, signingPolicies]) {
    const rules: NamespaceRule[] = [];
    for (const [stem, rulesOfFile] of files) {
      const isBeside = stems.includes(stem);
      besideIt ||= isBeside;
      rules.push(
        ...rulesOfFile.filter((rule) => rule.issuer === issuer || (isBeside && rule.issuer === SELF)),
      );
    }
    if (rules.length > 0) return rules;
  }
  return besideIt ? [] : null;
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (cause) {
    throw new SourceError(`the directory of CA certificates ${path} ${fileFault(cause)}`, {
      cause,
      hint: 'Install the CA certificates, e.g. with apt-get install igtf-policy-classic, or name another directory.',
    });
  }
}

async function certificatesIn(path: string): Promise<readonly X509Certificate[]> {
  const text = await readSmall(path).catch(() => '');
  return splitPem(text).flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readSmall(path);
  } catch (cause) {
    throw new SourceError(`${path}, which holds rules about a CA, cannot be read`, { cause });
  }
}

/** The text of a regular file of at most a few MiB. */
async function readSmall(path: string): Promise<string> {
  const status = await stat(path);
  if (!status.isFile() || status.size > LARGEST_FILE) throw new Error('not a small file');
  return readFile(path, 'utf8');
}
