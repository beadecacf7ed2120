/** Masks secrets in logs by their place: the names of headers and fields. The values need not be known. */

const MASK = '***';
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'x-auth-token',
  'x-subject-token',
  'x-service-token',
  'x-storage-token',
  'cookie',
  'set-cookie',
]);
const SECRET_KEY = /(^|_|-)(password|passcode|passwd|secret|token|assertion|private_key|adminpass)$/i;
const LONGEST_BODY = 10_000;

/** A header's value for the log. */
export function maskHeader(name: string, value: string): string {
  return SECRET_HEADERS.has(name.toLowerCase()) ? MASK : value;
}

/** A body for the log: JSON and forms with masked secrets, of any other body only the length. */
export function maskBody(text: string, contentType: string): string {
  if (contentType.includes('x-www-form-urlencoded')) return maskForm(text);
  try {
    return shorten(JSON.stringify(maskValue(JSON.parse(text))));
  } catch {
    return `(${Buffer.byteLength(text)} bytes)`;
  }
}

function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskField(key, inner)]));
}

function maskField(key: string, value: unknown): unknown {
  if (!SECRET_KEY.test(key)) return maskValue(value);
  if (typeof value !== 'object' || value === null) return MASK;
  // `token: {id}` in a request for another scope. In Keystone's answers, `token` has no other secret than an id.
  const inner = maskValue(value);
  return Array.isArray(inner) || !('id' in (inner as object)) ? inner : { ...(inner as object), id: MASK };
}

function maskForm(text: string): string {
  const masked = [...new URLSearchParams(text)].map(
    ([key, value]) => `${key}=${SECRET_KEY.test(key) ? MASK : encodeURIComponent(value)}`,
  );
  return shorten(masked.join('&'));
}

function shorten(text: string): string {
  return text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY)}… (${text.length} characters)`;
}
