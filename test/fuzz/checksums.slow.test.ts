import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEX_LENGTH, isAlgorithm } from '../../src/model/digest.ts';
import { ReconcileError } from '../../src/model/errors.ts';
import { type FoundChecksums, findChecksums, type WantedFile } from '../../src/publisher/checksums/find.ts';
import { checksumLines } from '../../src/publisher/checksums/lines.ts';
import { edited, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const FOLDER = 'test/samples/checksums';
const SAMPLES = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8').slice(0, 2_000));

const hex = fc
  .tuple(fc.constantFrom(...Object.values(HEX_LENGTH), 63, 65), fc.constantFrom('0', 'a', 'F'))
  .map(([length, digit]) => digit.repeat(length));
const name = fc.oneof(text, fc.constantFrom('x.img', './x.img', 'a/x.img', 'x.img ', '*x.img', '*', 'x*?g'));
const other = fc.constantFrom('glob', 'sidecar', null);
const line = fc.oneof(
  fc.tuple(hex, name, fc.constantFrom('  ', ' *', '\t', ' ')).map(([value, file, gap]) => value + gap + file),
  fc.tuple(hex, name).map(([value, file]) => `\\${value}  ${file}`),
  fc
    .tuple(fc.constantFrom('SHA256', 'sha-1', 'SHA3-256', 'MD5'), name, hex)
    .map(([title, file, value]) => `${title} (${file}) = ${value}`),
  fc.tuple(name, fc.nat()).map(([file, bytes]) => `# ${file}: ${bytes} bytes`),
  fc.constantFrom('# SHA512 HASH', '# BLAKE2B HASH', '# MD5 HASH', '', '-----BEGIN PGP SIGNATURE-----'),
  hex,
  text,
);
const file = fc.oneof(
  fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
  fc.constantFrom(...SAMPLES).chain((sample) => edited(sample, fc.oneof(text, line))),
);

/** The digest, or the message that says why there is none. */
function find(
  content: string,
  base: string,
  otherwise: WantedFile['otherwise'] = null,
): FoundChecksums | string {
  try {
    return findChecksums(
      { text: content, firstLine: 1, place: 'SUMS' },
      { base, path: null, relative: null, otherwise },
    );
  } catch (error) {
    if (!(error instanceof ReconcileError)) throw error;
    expect(error.message.length).toBeLessThan(1_000);
    return error.message;
  }
}

describeParser('checksum files', (fuzz) => {
  fuzz(
    'any text: a found digest is well formed',
    fc.tuple(file, name, other),
    ([content, base, otherwise]) => {
      const found = find(content, base, otherwise);
      if (typeof found === 'string') return;
      const digests = Object.entries(found.digests);
      expect(digests.length).toBeGreaterThan(0);
      for (const [algorithm, value] of digests) {
        if (!isAlgorithm(algorithm)) throw new Error(algorithm);
        expect(value).toMatch(new RegExp(`^[0-9a-f]{${HEX_LENGTH[algorithm]}}$`));
      }
      expect(found.size === null || Number.isSafeInteger(found.size)).toBe(true);
    },
  );

  fuzz('lines of other files change nothing', fc.tuple(file, fc.array(line)), ([content, lines]) => {
    const others = lines.filter((other) => !other.includes('x.img') && !/HASH|[<\0\n]/.test(other));
    const before = find(`${content}\n${'0'.repeat(32)}  others`, 'x.img');
    const after = find(`${content}\n${'0'.repeat(32)}  others\n${others.join('\n')}`, 'x.img');
    if (typeof before !== 'string') expect(after).toEqual(before);
    else expect(typeof after).toBe('string');
  });
});

describe('a file of more than a megabyte', () => {
  it.each([
    '#',
    '# ',
    '#:',
    ': 1 bytes',
    'a',
    '0',
    ' ',
    '\\',
    '\\\\',
    'SHA256 (',
    ') = ',
    ') = 0',
    './',
    '\r',
    '\n',
    '# x HASH\n',
    'SHA256 (x.img) = 0\n',
    `${'0'.repeat(64)}  y.img\n`,
  ])('a checksum file of more than a megabyte that repeats %j is read in bounded time', async (piece) => {
    const long = piece.repeat(1_000_000 / piece.length);
    for (const content of [long, `x${long}x`, `#${long} `, `${'0'.repeat(64)}  ${long}`]) {
      await survives(() => find(content, 'x.img'));
      await survives(() => find(content, '*-*?-*.img', 'glob'));
      await survives(() => find(content, 'x.img', 'sidecar'));
      await survives(() => [...checksumLines(content.slice(0, 16_000))].length);
    }
  });
});
