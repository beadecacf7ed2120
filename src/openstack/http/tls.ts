import { createPrivateKey, X509Certificate } from 'node:crypto';
import { fileFault } from '../../files/file-fault.ts';
import { readWhole } from '../../files/read-whole.ts';
import { ConfigError } from '../../model/errors.ts';
import type { TlsConfig } from '../config/cloud-config.ts';
import { expandPath, type Surroundings } from '../config/clouds-yaml.ts';

/** The settings of a TLS connection, read from their files. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/**
 * Reads the CA and client certificate files. REQUESTS_CA_BUNDLE stands in for a missing `cacert`, as in the Python
 * clients. The certificate's file may hold the key too. Throws ConfigError, which names a file that cannot be used.
 */
export async function loadTls(tls: TlsConfig, surroundings: Surroundings): Promise<TlsOptions> {
  const read = (file: string | null, setting: string, kind: Kind) =>
    readPem(file, setting, kind, surroundings);
  const bundle = surroundings.env.REQUESTS_CA_BUNDLE || null;
  // One after the other, so that with two faults every run reports the same one.
  const ca = tls.insecure
    ? undefined
    : await read(tls.cacert ?? bundle, tls.cacert ? 'cacert' : 'REQUESTS_CA_BUNDLE', 'certificate');
  const cert = await read(tls.cert, 'cert', 'certificate');
  const key = await read(tls.key ?? tls.cert, tls.key ? 'key' : 'cert', 'private key');
  return {
    rejectUnauthorized: !tls.insecure,
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}

type Kind = 'certificate' | 'private key';

/** Bytes, fifty times as many as all certificates of a distribution together. */
const LARGEST = 16 * 1024 * 1024;

async function readPem(
  file: string | null,
  setting: string,
  kind: Kind,
  surroundings: Surroundings,
): Promise<Buffer | undefined> {
  if (file === null) return undefined;
  const path = expandPath(file, surroundings);
  const hint = `Correct ${setting} in clouds.yaml, the state file or the environment.`;
  const pem = await readWhole(path, LARGEST).catch((cause) => {
    throw new ConfigError(`${setting}: ${path} ${fileFault(cause)}`, { hint, cause });
  });
  if (pem === null) {
    throw new ConfigError(`${setting}: ${path} is larger than ${LARGEST / 1024 / 1024} MiB`, { hint });
  }
  try {
    if (kind === 'certificate') new X509Certificate(pem);
    else createPrivateKey(pem);
  } catch (error) {
    const detail = kind === 'certificate' ? '' : ', or an encrypted one';
    throw new ConfigError(`${setting}: ${path} holds no ${kind} in PEM form${detail}`, {
      hint,
      cause: error,
    });
  }
  return pem;
}
