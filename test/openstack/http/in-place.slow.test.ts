import { createHash, randomBytes } from 'node:crypto';
import type { ServerOptions } from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { InPlace } from '../../../src/content/hashed-blocks.ts';
import { verifiedBlocks } from '../../../src/content/verified-stream.ts';
import { type Certificates, makeCertificates } from '../../support/certificates.ts';
import { digest } from '../../support/digest.ts';
import { connectWith } from '../../support/keystone-double.ts';
import { startLoopback } from '../../support/loopback.ts';

const MIB = 1024 * 1024;
const CONTENT = randomBytes(15 * MIB + 5);

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

/** Reads in blocks that are at most this long. Memory that was handed out before is overwritten. */
function source(most: (read: number) => number): InPlace {
  let at = 0;
  let reads = 0;
  return {
    async readInto(memory) {
      reads += 1;
      memory.fill(0xff);
      const piece = CONTENT.subarray(at, at + Math.min(most(reads), memory.length));
      memory.set(piece);
      at += piece.length;
      return piece.length;
    },
  };
}

/** A server that lets the event loop turn between two pieces, so that data waits in the client's connection. */
async function slowReader(tls?: ServerOptions) {
  const received: string[] = [];
  const server = await startLoopback(async (request, response) => {
    const hash = createHash('sha256');
    for await (const piece of request) {
      hash.update(piece);
      for (let turns = 0; turns < 20; turns += 1) await nextTurn();
    }
    received.push(hash.digest('hex'));
    response.end();
  }, tls);
  onTestFinished(server.close);
  return { url: server.url, received };
}

const lengths: readonly (readonly [string, (read: number) => number])[] = [
  ['whole blocks', () => MIB],
  ['short blocks', () => 3000],
  ['short and long blocks in turn', (read) => (read % 3 === 0 ? MIB : 40_000)],
];

test.each(
  lengths.flatMap(([what, most]) =>
    [true, false].map((isTls) => [what, isTls ? 'TLS' : 'plain', most] as const),
  ),
)(
  'bytes that are sent from shared memory reach a slow server unchanged: %s over %s',
  async (_what, over, most) => {
    const tls = over === 'TLS' && {
      cert: await certificates.read('server.pem'),
      key: await certificates.read('server.key'),
    };
    const { url, received } = await slowReader(tls || undefined);
    const connection = await connectWith(
      { OS_AUTH_TYPE: 'none', OS_ENDPOINT: url, ...(tls ? { OS_INSECURE: 'true' } : {}) },
      {},
    );
    const { blocks } = verifiedBlocks(source(most), {
      expect: { digests: { sha256: digest('sha256', CONTENT) }, size: CONTENT.length },
    });
    const answer = await connection.image.request({
      method: 'PUT',
      path: '/v2/images/x/file',
      body: blocks,
      bodyBytes: CONTENT.length,
    });
    await answer.drop();
    expect(received).toEqual([digest('sha256', CONTENT)]);
  },
);
