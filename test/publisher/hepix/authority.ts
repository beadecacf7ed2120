import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The time of the tests. All signatures and certificates are dated by it, so that the tests give the same result on any
 * day.
 */
export const NOW = new Date('2026-03-01T12:00:00Z');

/** A certificate and its key, for signing. */
export interface Signer {
  readonly subject: string;
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  readonly from: string;
  readonly to: string;
}

const ALWAYS: Validity = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' };

/** A certificate authority of a test, made with openssl. */
export interface Authority extends Signer {
  issue(subject: string, options?: Partial<Validity> & { readonly key?: 'rsa' }): Promise<Signer>;
  /** A certificate signed by a signer that is not a CA. */
  issueBy(signer: Signer, subject: string): Promise<Signer>;
  /** An authority below this one. */
  authority(subject: string): Promise<Authority>;
  revoke(signer: Signer): Promise<void>;
  /** Writes the list of certificates that are revoked so far. */
  writeRevocationList(file: string, validity?: Validity): Promise<void>;
}

/** A folder for one test's certificates, with a directory such as /etc/grid-security/certificates. */
export interface Workshop {
  /** Path of the directory of trusted CAs; empty at first. */
  readonly trusted: string;
  file(name: string): string;
  /** A root authority. */
  authority(subject: string): Promise<Authority>;
  /** Empties the directory of trusted CAs. */
  clear(): Promise<void>;
  /** Puts an authority's certificate into the directory of trusted CAs. */
  trust(signer: Signer, file: string): Promise<void>;
  /** A signed message as `openssl cms -sign` writes it. */
  sign(text: string, signers: readonly Signer[], options?: readonly string[]): Promise<Buffer>;
  remove(): Promise<void>;
}

const SETTINGS = `[ca]
default_ca = tested
[tested]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
default_days = 30
policy = any
unique_subject = no
preserve = yes
email_in_dn = yes
[any]
domainComponent = optional
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
[authority]
basicConstraints = critical,CA:true
subjectKeyIdentifier = hash
[person]
basicConstraints = critical,CA:false
`;

export async function makeWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hepix-'));
  const trusted = path.join(folder, 'trusted');
  await mkdir(trusted);
  let made = 0;
  const newFile = (end: string) => path.join(folder, `${++made}.${end}`);

  async function newKey(kind: 'ec' | 'rsa' = 'ec'): Promise<string> {
    const key = newFile('key');
    const ec = ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key];
    await run('openssl', kind === 'ec' ? ec : ['genrsa', '-out', key, '2048']);
    return key;
  }

  async function certify(
    issuer: { readonly home: string; readonly certificate: string | null; readonly key: string },
    subject: string,
    extensions: 'authority' | 'person',
    { from = ALWAYS.from, to = ALWAYS.to, key: kind }: Partial<Validity> & { readonly key?: 'rsa' } = {},
  ): Promise<Signer> {
    const key = issuer.certificate === null ? issuer.key : await newKey(kind);
    const [request, certificate] = [newFile('csr'), newFile('pem')];
    await run('openssl', ['req', '-new', '-utf8', '-key', key, '-subj', subject, '-out', request]);
    await run(
      'openssl',
      [
        ...['ca', '-config', 'ca.cnf', '-batch', '-notext', '-utf8', '-extensions', extensions],
        ...(issuer.certificate === null ? ['-selfsign'] : ['-cert', issuer.certificate]),
        ...['-keyfile', issuer.key, '-in', request, '-out', certificate],
        ...['-startdate', compact(from), '-enddate', compact(to)],
      ],
      { cwd: issuer.home },
    );
    return { subject, certificate, key };
  }

  async function makeAuthority(subject: string, issuer?: { home: string } & Signer): Promise<Authority> {
    const home = await mkdtemp(path.join(folder, 'authority-'));
    await writeFile(path.join(home, 'ca.cnf'), SETTINGS);
    await writeFile(path.join(home, 'index.txt'), '');
    await writeFile(path.join(home, 'serial'), '1000\n');
    await writeFile(path.join(home, 'crlnumber'), '01\n');
    const self = issuer
      ? await certify(issuer, subject, 'authority')
      : await certify({ home, certificate: null, key: await newKey() }, subject, 'authority');
    const own = { home, ...self };
    const signing = ['-config', 'ca.cnf', '-keyfile', own.key, '-cert', own.certificate];
    return {
      ...self,
      issue: (name, options) => certify(own, name, 'person', options),
      issueBy: (signer, name) => certify({ home, ...signer }, name, 'person'),
      authority: (name) => makeAuthority(name, own),
      async revoke(signer) {
        await run('openssl', ['ca', ...signing, '-revoke', signer.certificate], { cwd: home });
      },
      async writeRevocationList(file, { from, to } = { from: '2026-02-01T00:00:00Z', to: ALWAYS.to }) {
        const dates = ['-crl_lastupdate', compact(from), '-crl_nextupdate', compact(to)];
        const list = path.join(trusted, file);
        await run('openssl', ['ca', ...signing, '-gencrl', ...dates, '-out', list], { cwd: home });
      },
    };
  }

  return {
    trusted,
    file: (name) => path.join(folder, name),
    authority: (subject) => makeAuthority(subject),
    async clear() {
      await rm(trusted, { recursive: true });
      await mkdir(trusted);
    },
    trust: (signer, file) => copyFile(signer.certificate, path.join(trusted, file)),
    async sign(text, signers, options = []) {
      const [content, message] = [newFile('json'), newFile('signed')];
      await writeFile(content, text);
      const by = signers.flatMap(({ certificate, key }) => ['-signer', certificate, '-inkey', key]);
      await run('openssl', ['cms', '-sign', '-in', content, '-out', message, ...by, ...options]);
      return readFile(message);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A date as openssl takes it: `YYYYMMDDhhmmssZ`. */
function compact(date: string): string {
  return date.replace(/[-:T]/g, '');
}
