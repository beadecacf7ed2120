import { statusFailure } from '../../http/faults.ts';
import { createTries, DEFAULT_RETRY, withTries } from '../../http/retry.ts';
import type { Validators } from '../../model/marker.ts';
import type { HttpSource } from '../../model/source.ts';
import type { SourceOptions } from '../source.ts';
import { createHttpClient, discard, type HttpAnswer, type HttpClient } from './http-client.ts';
import { contentRange, header, marksOf, validatorsOf } from './validators.ts';

/** What servers answer that serve a file but not a HEAD for it. */
const HEAD_REFUSED = [403, 405, 501];

/** A plan waits for the answer: it gives up sooner than a transfer does. */
const MOST_TRIES = 3;

/** Asks what a remote says of its file, without its data. Errors as those of `openHttp`. */
export async function askHttp(source: HttpSource, options: SourceOptions): Promise<Validators> {
  const client = createHttpClient(source, options);
  const tries = createTries({
    ...options,
    retry: { ...options.retry, tries: Math.min(options.retry?.tries ?? DEFAULT_RETRY.tries, MOST_TRIES) },
  });
  try {
    return await withTries(tries, () => ask(client));
  } finally {
    await client.close();
  }
}

async function ask(client: HttpClient): Promise<Validators> {
  const head = await client.send('HEAD', client.start);
  discard(head);
  if (!HEAD_REFUSED.includes(head.status)) return validatorsFrom(head);
  const firstByte = await client.send('GET', client.start, { range: 'bytes=0-0' });
  discard(firstByte);
  return validatorsFrom(firstByte);
}

function validatorsFrom({ status, headers, place }: HttpAnswer): Validators {
  if (status === 206) {
    const total = contentRange(headers)?.total ?? null;
    return { ...marksOf(headers), ...(total === null ? {} : { length: total }) };
  }
  if (status !== 200) throw statusFailure(place.url, status, headers);
  // The length of a body that the server encoded on the way says nothing of the file.
  const encoding = header(headers, 'content-encoding');
  return encoding && encoding !== 'identity' ? marksOf(headers) : validatorsOf(headers);
}
