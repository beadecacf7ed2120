import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificates {
  readonly folder: string;
  /** Paths by name, e.g. `ca.pem`. */
  file(name: string): string;
  read(name: string): Promise<Buffer>;
  remove(): Promise<void>;
}

/** A CA (`ca.pem`), which signed a server for 127.0.0.1 and a client (`server.pem`/`.key`, `client.pem`/`.key`). */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(path.join(tmpdir(), 'certificates-'));
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=test CA',
    '-days',
    '2',
  );
  await writeFile(path.join(folder, 'server.ext'), 'subjectAltName=IP:127.0.0.1\n');
  await writeFile(path.join(folder, 'client.ext'), 'extendedKeyUsage=clientAuth\n');
  for (const name of ['server', 'client']) {
    await openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    await openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', `${name}.pem`, '-days', '2', '-extfile', `${name}.ext`],
    );
  }
  const file = (name: string) => path.join(folder, name);
  return {
    folder,
    file,
    read: (name) => readFile(file(name)),
    remove: () => rm(folder, { recursive: true }),
  };
}
