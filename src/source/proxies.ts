import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { SourceError } from '../model/errors.ts';
import type { SourceOptions } from './source.ts';

/** Connections of one source, through the proxies that the environment names. */
export interface Connections {
  dispatcherFor(url: URL): Dispatcher;
  /** Breaks whatever is open. */
  destroy(): Promise<void>;
}

/**
 * Lower-case variables win over upper-case ones. HTTP_PROXY is for `http:` alone and HTTPS_PROXY for `https:`
 * alone, as curl has it; plain requests go to their proxy without a tunnel.
 */
export function openConnections(
  { env, secrets }: Pick<SourceOptions, 'env' | 'secrets'>,
  idleTimeoutMs: number,
): Connections {
  const timeouts = {
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    connect: { timeout: idleTimeoutMs },
  };
  const httpProxy = proxyUrl(env, 'http_proxy', secrets);
  const httpsProxy = proxyUrl(env, 'https_proxy', secrets);
  // Empty strings keep undici from looking into the process's own environment.
  const proxied = new EnvHttpProxyAgent({
    ...timeouts,
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
    proxyTunnel: false,
  });
  const direct = new Agent(timeouts);
  return {
    dispatcherFor(url) {
      // With no proxy of its own, undici would send `https:` through HTTP_PROXY.
      return url.protocol === 'https:' && !httpsProxy ? direct : proxied;
    },
    async destroy() {
      await Promise.all([proxied.destroy(), direct.destroy()]);
    },
  };
}

function proxyUrl(
  env: SourceOptions['env'],
  name: 'http_proxy' | 'https_proxy',
  secrets: SourceOptions['secrets'],
): string | undefined {
  const value = env[name] || env[name.toUpperCase()];
  if (!value) return undefined;
  const url = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(url)) {
    throw new SourceError(`${name} in the environment is not a URL`, {
      hint: `Set ${name} to a URL such as http://proxy.example:3128, or unset it.`,
    });
  }
  secrets.add(decodeURIComponent(new URL(url).password));
  return url;
}
