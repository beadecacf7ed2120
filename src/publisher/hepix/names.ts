import type { X509Certificate } from 'node:crypto';
import { SourceError } from '../../model/errors.ts';
import { runTool } from '../../tool/run-tool.ts';

/** The subject and the issuer of a certificate in OpenSSL's slash form, e.g. `/DC=ch/DC=cern/CN=A Name`. */
export interface CertificateNames {
  readonly subject: string;
  readonly issuer: string;
}

const LONGEST_SHOWN = 250;

/** Spellings of the same attribute that programs of the grid have written. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\/(?:email|e)=/gi, '/emailAddress='],
  [/\/userid=/gi, '/UID='],
];

/** Names as `X509_NAME_oneline` writes them, which is what lists and namespaces files hold. */
export async function namesOf(certificate: X509Certificate, signal?: AbortSignal): Promise<CertificateNames> {
  const input = Buffer.from(certificate.toString());
  const { stdout } = await runTool(
    'openssl',
    ['x509', '-noout', '-subject', '-issuer', '-nameopt', 'compat'],
    signal === undefined ? { input } : { input, signal },
  );
  const lines = stdout.toString('latin1').split('\n');
  const subject = lines.find((line) => line.startsWith('subject='))?.slice('subject='.length);
  const issuer = lines.find((line) => line.startsWith('issuer='))?.slice('issuer='.length);
  if (subject === undefined || issuer === undefined) {
    throw new SourceError('openssl does not name the subject and issuer of a certificate');
  }
  return { subject, issuer };
}

/** Whether two names in slash form are the same; letters other than ASCII may be written as UTF-8 or as `\xC3\xA9`. */
export function sameName(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** One spelling of a name. OpenSSL 3 escapes `/` and `+` in values, as in `/CN=host\/a.example`; older ones do not. */
export function canonicalName(name: string): string {
  return respelled(name).replace(/\\([/+])/g, '$1');
}

/** A name, or a pattern of names, with bytes and attributes in one spelling. */
export function respelled(name: string): string {
  let text = name.includes('\\x') ? unescaped(name) : name;
  for (const [spelling, written] of SPELLINGS) text = text.replace(spelling, written);
  return text;
}

/** A name in a message: names differ at their ends, which must not be cut. */
export function quotedName(name: string): string {
  return JSON.stringify(name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name);
}

/**
 * Whether a value in the name would read as something else in slash form: `CN=a/O=b` as `CN=a` and `O=b`, or a
 * backslash as the escape of a byte. Such a name could pass for another's.
 */
export function isAmbiguous(certificate: X509Certificate): boolean {
  // Node gives an attribute a line, with backslashes doubled.
  const attributes = (certificate.subject ?? '').split('\n');
  return attributes.some((line) => {
    const value = line.slice(line.indexOf('=') + 1);
    return /\/[A-Za-z0-9.]+=/.test(value) || value.includes('\\\\');
  });
}

function unescaped(name: string): string {
  const bytes = name
    .split(/(\\x[0-9A-Fa-f]{2})/)
    .map((piece, index) =>
      index % 2 === 1 ? Buffer.from(piece.slice(2), 'hex') : Buffer.from(piece, 'utf8'),
    );
  return Buffer.concat(bytes).toString('utf8');
}
