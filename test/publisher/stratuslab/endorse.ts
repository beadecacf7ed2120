import { execFile } from 'node:child_process';
import { createHash, createPrivateKey, createSign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { identifierOf } from '../../../src/publisher/stratuslab/identifier.ts';

const run = promisify(execFile);

export const IMAGE = Buffer.from('the decompressed image');
export const DIGESTS = {
  md5: digest('md5', IMAGE),
  sha1: digest('sha1', IMAGE),
  sha512: digest('sha512', IMAGE),
};
export const IDENTIFIER = identifierOf(DIGESTS.sha1)!;

function digest(algorithm: string, bytes: string | Buffer): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** A person with a certificate. Names are written by RFC 2253. */
export interface Endorser {
  readonly email: string;
  readonly subject: string;
  readonly issuer: string;
  /** Base64 of the DER, and the private key in PEM. */
  readonly certificate: string;
  readonly key: string;
  /** Absolute path of the certificate in PEM. */
  readonly file: string;
}

/** An endorser without a certificate, for unsigned metadata. */
export const UNSIGNED = { email: 'jane@grid.test', subject: 'CN=Jane,O=GRID,C=FR', issuer: 'CN=CA,C=FR' };

export interface CertificateAuthority {
  /** Absolute path of its certificate. */
  readonly file: string;
  endorser(options?: EndorserOptions): Promise<Endorser>;
}

interface EndorserOptions {
  readonly name?: string;
  /** The email in the certificate's subjectAltName; null: there is none. */
  readonly email?: string | null;
  readonly key?: readonly string[];
  readonly hash?: string;
}

export interface Authorities {
  readonly folder: string;
  authority(name: string): Promise<CertificateAuthority>;
  /** The argument of `openssl req -newkey` for a DSA key of so many bits. */
  dsa(bits: number): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** Makes CAs and endorsers with openssl, all valid from now for two days. */
export async function makeAuthorities(): Promise<Authorities> {
  const folder = await mkdtemp(path.join(tmpdir(), 'endorsers-'));
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  let count = 0;

  async function authority(name: string): Promise<CertificateAuthority> {
    const ca = `ca${count++}`;
    await openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/C=FR/O=CNRS/CN=${name}`],
      ...['-keyout', `${ca}.key`, '-out', `${ca}.pem`],
    );

    async function endorser({
      name: who = 'Jane',
      email = `${who.toLowerCase()}@grid.test`,
      key = ['rsa:2048'],
      hash = 'sha256',
    }: EndorserOptions = {}): Promise<Endorser> {
      const file = `endorser${count++}`;
      await openssl(
        ...['req', '-newkey', ...key, '-nodes', '-subj', `/O=GRID-FR/C=FR/OU=Images/CN=${who}`],
        ...['-keyout', `${file}.key`, '-out', `${file}.csr`],
      );
      await writeFile(
        path.join(folder, `${file}.ext`),
        email === null ? 'keyUsage=digitalSignature\n' : `subjectAltName=email:${email}\n`,
      );
      await openssl(
        ...[
          'x509',
          '-req',
          '-in',
          `${file}.csr`,
          '-CA',
          `${ca}.pem`,
          '-CAkey',
          `${ca}.key`,
          '-CAcreateserial',
        ],
        ...['-days', '2', `-${hash}`, '-extfile', `${file}.ext`, '-out', `${file}.pem`],
      );
      const pem = await readFile(path.join(folder, `${file}.pem`), 'utf8');
      return {
        email: email ?? '',
        subject: `CN=${who},OU=Images,C=FR,O=GRID-FR`,
        issuer: `CN=${name},O=CNRS,C=FR`,
        certificate: pem.replace(/-----[A-Z ]+-----/g, '').trim(),
        key: await readFile(path.join(folder, `${file}.key`), 'utf8'),
        file: path.join(folder, `${file}.pem`),
      };
    }

    return { file: path.join(folder, `${ca}.pem`), endorser };
  }

  async function dsa(bits: number): Promise<readonly string[]> {
    const file = `dsa${bits}.pem`;
    await openssl('dsaparam', '-out', file, String(bits));
    return [`dsa:${file}`];
  }

  return { folder, authority, dsa, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface MetadataOptions {
  readonly by?: Pick<Endorser, 'email' | 'subject' | 'issuer'>;
  /** When it was endorsed. */
  readonly created?: string;
  readonly identifier?: string;
  readonly about?: string;
  readonly bytes?: string;
  /** Pairs of algorithm and value. */
  readonly checksums?: readonly (readonly [string, string])[];
  readonly locations?: readonly string[];
  readonly base?: string;
  /** More properties, as XML. */
  readonly more?: string;
  /** Property elements that are left out, by name. */
  readonly without?: readonly string[];
}

const NAMESPACES =
  ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"' +
  ' xmlns:slreq="http://mp.stratuslab.eu/slreq#" xmlns:slterms="http://mp.stratuslab.eu/slterms#"';

/** A second from now, when certificates made just before are valid. */
export function soon(): string {
  return `${new Date(Date.now() + 1_000).toISOString().slice(0, 19)}Z`;
}

/** Unsigned metadata of {@link IMAGE}, already in canonical form, so that a signature digests this very text. */
export function metadata({
  by = UNSIGNED,
  created = soon(),
  identifier = IDENTIFIER,
  about = `#${identifier}`,
  bytes = String(IMAGE.length),
  checksums = [
    ['MD5', DIGESTS.md5],
    ['SHA-1', DIGESTS.sha1],
    ['SHA-512', DIGESTS.sha512],
  ],
  locations = ['http://images.test/disk.img'],
  base = 'http://mp.stratuslab.eu/',
  more = '',
  without = [],
}: MetadataOptions = {}): string {
  const resource = ' rdf:parseType="Resource"';
  const properties: readonly (readonly [string, string])[] = [
    ['dcterms:identifier', identifier],
    ['slreq:bytes', bytes],
    ['dcterms:type', 'base'],
    ['dcterms:title', 'Tiny'],
    ['dcterms:format', 'qcow2'],
    ['slterms:version', '1.2'],
    ...locations.map((location) => ['slterms:location', location] as const),
  ];
  return [
    `<rdf:RDF${NAMESPACES} xml:base="${base}">\n<rdf:Description rdf:about="${about}">`,
    ...properties
      .filter(([name]) => !without.includes(name))
      .map(([name, text]) => `<${name}>${text}</${name}>`),
    ...checksums.map(
      ([algorithm, value]) =>
        `<slreq:checksum${resource}><slreq:algorithm>${algorithm}</slreq:algorithm><slreq:value>${value}</slreq:value></slreq:checksum>`,
    ),
    `<slreq:endorsement${resource}><dcterms:created>${created}</dcterms:created><slreq:endorser${resource}>` +
      `<slreq:email>${by.email}</slreq:email><slreq:subject>${by.subject}</slreq:subject><slreq:issuer>${by.issuer}</slreq:issuer>` +
      '</slreq:endorser></slreq:endorsement>',
    `${more}</rdf:Description>\n</rdf:RDF>`,
  ].join('\n');
}

/** Signs canonical metadata as the marketplace's own client does, without an XML library. */
export function sign(
  document: string,
  { key, certificate }: Pick<Endorser, 'key' | 'certificate'>,
  { uri = '', method = '', base = 'http://mp.stratuslab.eu/' } = {},
): string {
  const privateKey = createPrivateKey(key);
  const isDsa = privateKey.asymmetricKeyType === 'dsa';
  const algorithm = method || (isDsa ? 'dsa-sha1' : 'rsa-sha1');
  const dsig = 'http://www.w3.org/2000/09/xmldsig#';
  const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';
  const content = [
    `<CanonicalizationMethod Algorithm="${c14n}"></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${dsig}${algorithm}"></SignatureMethod>`,
    `<Reference URI="${uri}"><Transforms><Transform Algorithm="${dsig}enveloped-signature"></Transform></Transforms>`,
    `<DigestMethod Algorithm="${dsig}sha1"></DigestMethod>`,
    `<DigestValue>${createHash('sha1').update(document).digest('base64')}</DigestValue></Reference></SignedInfo>`,
  ].join('');
  // The signed text has the namespaces and the xml:base of rdf:RDF, which SignedInfo inherits in the document.
  const signer = createSign('RSA-SHA1');
  signer.update(`<SignedInfo xmlns="${dsig}"${NAMESPACES} xml:base="${base}">${content}`);
  // XML signatures of DSA are two numbers one after the other, and not DER.
  const value = signer.sign({ key: privateKey, dsaEncoding: isDsa ? 'ieee-p1363' : 'der' }, 'base64');
  const signature =
    `<Signature xmlns="${dsig}"><SignedInfo>${content}<SignatureValue>${value}</SignatureValue>` +
    `<KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></Signature>`;
  return document.replace('</rdf:RDF>', `${signature}</rdf:RDF>`);
}

/** Several documents in one answer of the marketplace. */
export function wrap(...documents: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?><metadata>${documents.join('\n')}</metadata>`;
}
