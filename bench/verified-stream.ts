/**
 * Streams 2 GiB of zeros through the verified stream. Prints its cost over hashing alone, and its peak memory.
 *   npx esbuild bench/verified-stream.ts --bundle --platform=node --format=esm | node --input-type=module -
 */
import { createDigester } from '../src/content/digesting.ts';
import { verifiedBlocks } from '../src/content/verified-stream.ts';

const ALGORITHMS = ['sha256', 'sha512'] as const;
const MIB = 1024 * 1024;
const TOTAL = 2048 * MIB;
const PIECE = 64 * 1024;
const MEMORY_LIMIT = 200 * MIB;

async function* zeros() {
  for (let sent = 0; sent < TOTAL; sent += PIECE) yield Buffer.alloc(PIECE);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const hashing = await secondsOf(async () => {
  const digester = createDigester(ALGORITHMS);
  for await (const piece of zeros()) digester.update(piece);
  digester.finish();
});

const verified = await secondsOf(async () => {
  const stream = verifiedBlocks(zeros(), {
    expect: { digests: {}, size: TOTAL },
    algorithms: ALGORITHMS,
  });
  let bytes = 0;
  for await (const block of stream.blocks) bytes += block.length;
  if (bytes !== TOTAL) throw new Error(`passed on ${bytes} of ${TOTAL} bytes`);
});

const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  [
    `verified stream: ${(TOTAL / MIB / verified).toFixed(0)} MiB/s`,
    `time over hashing alone: ${(verified / hashing).toFixed(2)} times`,
    `peak memory: ${(peak / MIB).toFixed(0)} MiB`,
    '',
  ].join('\n'),
);
if (peak > MEMORY_LIMIT) process.exitCode = 1;
