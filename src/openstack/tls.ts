import { readFile } from 'node:fs/promises';
import { ConfigError } from '../model/errors.ts';
import type { TlsConfig } from './cloud-config.ts';
import { expandPath, type Surroundings } from './clouds-yaml.ts';

/** What a TLS connection needs, read from its files. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/**
 * Reads the CA and client certificate files. Without `cacert` a REQUESTS_CA_BUNDLE holds, as for the Python
 * clients. A key may stand in the certificate's file. Throws ConfigError naming the file that cannot be read.
 */
export async function loadTls(tls: TlsConfig, surroundings: Surroundings): Promise<TlsOptions> {
  const read = (file: string | null, setting: string) => readPem(file, setting, surroundings);
  const bundle = surroundings.env.REQUESTS_CA_BUNDLE || null;
  const [ca, cert, key] = await Promise.all([
    tls.insecure ? undefined : read(tls.cacert ?? bundle, tls.cacert ? 'cacert' : 'REQUESTS_CA_BUNDLE'),
    read(tls.cert, 'cert'),
    read(tls.key ?? tls.cert, tls.key ? 'key' : 'cert'),
  ]);
  return {
    rejectUnauthorized: !tls.insecure,
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}

async function readPem(
  file: string | null,
  setting: string,
  surroundings: Surroundings,
): Promise<Buffer | undefined> {
  if (file === null) return undefined;
  const path = expandPath(file, surroundings);
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(`${setting}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      hint: `Correct ${setting} in clouds.yaml, the state file or the environment.`,
      cause: error,
    });
  }
}
