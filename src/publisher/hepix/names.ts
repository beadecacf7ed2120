import type { X509Certificate } from 'node:crypto';
import { SourceError } from '../../model/errors.ts';
import { runTool } from '../../tool/run-tool.ts';

/** The subject and the issuer of a certificate in OpenSSL's slash form, e.g. `/DC=ch/DC=cern/CN=A Name`. */
export interface CertificateNames {
  readonly subject: string;
  readonly issuer: string;
}

const LONGEST_SHOWN = 250;

/** Other spellings of attributes, as grid programs have written them. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\/(?:email|e)=/gi, '/emailAddress='],
  [/\/userid=/gi, '/UID='],
];

/** Names as OpenSSL's `X509_NAME_oneline` writes them, which is the form in image lists and namespaces files. */
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
    throw new SourceError('openssl did not print the subject and issuer of a certificate');
  }
  return { subject, issuer };
}

/** Whether two names in slash form are equal. Letters beyond ASCII may be written as UTF-8 or as `\xC3\xA9`. */
export function sameName(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

/**
 * A name in one spelling. OpenSSL 3 escapes `/` and `+` in values, as in `/CN=host\/a.example`; older versions do not.
 */
export function canonicalName(name: string): string {
  return respelled(name).replace(/\\([/+])/g, '$1');
}

/** A name, or a pattern of names, with bytes and attributes in one spelling. */
export function respelled(name: string): string {
  let text = name.includes('\\x') ? unescaped(name) : name;
  for (const [spelling, written] of SPELLINGS) text = text.replace(spelling, written);
  return text;
}

/** A name in a message. It is cut later than other texts, because long names differ at their ends. */
export function quotedName(name: string): string {
  return JSON.stringify(name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name);
}

/**
 * Whether the slash form of the subject is ambiguous: a value `a/O=b` reads as `a` and an attribute `O=b`, and a
 * backslash reads as the escape of a byte. A forger could use such a name to pass for another person.
 */
export function isAmbiguous(certificate: X509Certificate): boolean {
  // Node writes one attribute a line, and doubles backslashes.
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
