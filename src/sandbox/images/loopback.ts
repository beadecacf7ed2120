import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';

const MAX_REDIRECTS = 5;

/** Whether the sandbox may fetch from the URL: http or https, on this machine. */
export function isLoopbackUrl(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Opens a URL of this machine, and follows redirects only to loopback addresses. The body fails when it is shorter than
 * announced. Throws on any status but 200.
 */
export async function openLoopbackUrl(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  let target = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    if (!isLoopbackUrl(target)) throw new Error(`${target} is not on this machine`);
    const answer = await fetchOnce(target, signal);
    if (answer.statusCode === 200) return ofKnownLength(answer);
    answer.resume();
    const { location } = answer.headers;
    const redirects = answer.statusCode !== undefined && answer.statusCode >= 300 && answer.statusCode < 400;
    if (!redirects || location === undefined) throw new Error(`${target} answered ${answer.statusCode}`);
    target = new URL(location, target).href;
  }
  throw new Error(`${url} redirects too often`);
}

/** The real service fails on a body without a length. */
function ofKnownLength(answer: IncomingMessage): IncomingMessage {
  if (answer.headers['content-length'] !== undefined) return answer;
  answer.destroy();
  throw new Error('the answer does not say how long it is');
}

function fetchOnce(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.startsWith('https:') ? getHttps : getHttp;
  return new Promise((resolve, reject) => {
    get(url, { signal, agent: false }, resolve).on('error', reject);
  });
}
