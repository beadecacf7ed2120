import { describe, expect, test } from 'vitest';
import { SourceError, VerificationError } from '../../../src/model/errors.ts';
import { findChecksums, type WantedFile } from '../../../src/publisher/checksums/find.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SHA512 = `${SHA256}${SHA256}`;
const OTHER = SHA256.replace('e3', '00');

function find(text: string, wanted: Partial<WantedFile> = {}) {
  const file = { base: 'x.img', path: null, relative: null, otherwise: null, ...wanted };
  return findChecksums({ text, firstLine: 1, place: 'SUMS' }, file);
}

describe('the forms of a checksum file', () => {
  test.each([
    ['GNU', `${SHA256}  x.img`],
    ['GNU, binary', `${SHA256} *x.img`],
    ['GNU with one space', `${SHA256} x.img`],
    ['GNU with a tab', `${SHA256}\tx.img`],
    ['GNU with ./', `${SHA256}  ./x.img`],
    ['GNU with a folder', `${SHA256}  images/x.img`],
    ['BSD', `SHA256 (x.img) = ${SHA256}`],
    ['BSD, other spelling', `SHA-256 (x.img) = ${SHA256}`],
    ['OpenSSL 1', `SHA256(x.img)= ${SHA256}`],
    ['OpenSSL 3', `SHA2-256(x.img)= ${SHA256}`],
    ['a bare digest', SHA256],
    ['upper case', `${SHA256.toUpperCase()}  x.img`],
    ['a section', `# SHA256 HASH\n${SHA256}  x.img`],
    ['line breaks of Windows', `\r\n${SHA256}  x.img\r\n`],
    ['among other lines', `Hello: world\n-- \n${OTHER}  y.img\n${SHA256}  x.img\n${OTHER}  x.img.gz`],
  ])('a digest is found in the form: %s', (_, text) => {
    expect(find(text)).toEqual({ digests: { sha256: SHA256 }, size: null });
    expect(find(`${text}\n`)).toEqual({ digests: { sha256: SHA256 }, size: null });
  });

  test('a digest is found for names with spaces, parentheses and equals signs', () => {
    for (const base of ['my image.img', 'a (1).img', 'a) = b.img', 'a = b.img']) {
      expect(find(`SHA256 (${base}) = ${SHA256}`, { base }).digests).toEqual({ sha256: SHA256 });
      expect(find(`${SHA256}  ${base}`, { base }).digests).toEqual({ sha256: SHA256 });
    }
  });

  test('a digest is found for escaped names', () => {
    expect(find(`\\${SHA256}  a\\\\b\\nc\\rd`, { base: 'a\\b\nc\rd' }).digests).toEqual({ sha256: SHA256 });
    expect(find(`\\SHA256 (a\\\\b) = ${SHA256}`, { base: 'a\\b' }).digests).toEqual({ sha256: SHA256 });
    expect(find(`${SHA256}  a\\nb`, { base: 'a\\nb' }).digests).toEqual({ sha256: SHA256 });
    const unknown = () => find(`\\${SHA256}  a\\tb`, { base: 'a\tb' });
    expect(unknown).toThrow(SourceError);
    expect(unknown).toThrow(/^SUMS [^"]*\bchecksums\b[^"]*$/);
  });

  test('the size of a file is found before and after its digest', () => {
    expect(find(`# x.img: 1234 bytes\nSHA256 (x.img) = ${SHA256}`).size).toBe(1234);
    expect(find(`SHA256 (x.img) = ${SHA256}\n# x.img: 0 bytes`).size).toBe(0);
    expect(find(`# y.img: 1234 bytes\n# x.img: many bytes\nSHA256 (x.img) = ${SHA256}`).size).toBeNull();
  });

  test('each section of a DIGESTS file gives its algorithm, and all digests are found', () => {
    const text = [
      '# MD5 HASH',
      `${MD5}  x.img`,
      '# SHA1 HASH',
      `${SHA1}  x.img`,
      '# SHA512 HASH',
      `${SHA512}  x.img`,
      `${SHA512}  x.img.sig`,
    ].join('\n');
    expect(find(text).digests).toEqual({ md5: MD5, sha1: SHA1, sha512: SHA512 });
  });

  test('a digest of another algorithm is not read as the known one of the same length', () => {
    const blake = `# BLAKE2B HASH\n${OTHER}${OTHER}  x.img\n# SHA512 HASH\n${SHA512}  x.img`;
    expect(find(blake).digests).toEqual({ sha512: SHA512 });
    expect(find(`SHA3-256 (x.img) = ${OTHER}\nSHA256 (x.img) = ${SHA256}`).digests).toEqual({
      sha256: SHA256,
    });
    expect(() => find(`SHA512/256 (x.img) = ${SHA256}`)).toThrow(
      /line 1.*does not know the algorithm SHA512\/256/,
    );
  });
});

describe('the name of the file', () => {
  test.each(['x.img.gz', 'ax.img', 'X.img', 'x_img', 'x.img/', 'x.imgx'])(
    'the name of a file in a checksum file does not match %s',
    (name) => {
      expect(() => find(`${SHA256}  ${name}`)).toThrow(SourceError);
    },
  );

  test('the name of a file in a checksum file is reported with the nearest names when it is missing', () => {
    const names = ['noble-amd64.img', 'noble-arm64.img', 'README', 'noble-riscv64.img', 'z'];
    const text = names.map((name) => `${SHA256}  ${name}`).join('\n');
    expect(() => find(text, { base: 'noble-amd46.img' })).toThrow(
      'SUMS does not name "noble-amd46.img"; nearest: "noble-amd64.img", "noble-arm64.img", "noble-riscv64.img"',
    );
  });

  test('the name of a file in a checksum file is cut and escaped in a message when it is hostile', () => {
    const name = `\u001b[2J${'a'.repeat(5_000)}`;
    try {
      find(`${SHA256}  ${name}`);
      expect.unreachable();
    } catch (error) {
      const { message } = error as Error;
      expect(message).not.toContain('\u001b');
      expect(message.length).toBeLessThan(300);
    }
  });
});

describe('contradictions', () => {
  test('two different digests of one algorithm are refused, and the message names both lines', () => {
    const text = `${SHA256}  x.img\n${SHA256}  y.img\n${OTHER} *./x.img`;
    expect(() => find(text)).toThrow(VerificationError);
    expect(() => find(text)).toThrow(
      'SUMS gives two different sha256 digests for "x.img": line 1 ("x.img"), and line 3 ("x.img")',
    );
  });

  test('line numbers of a contradiction count from the first line of the document', () => {
    const text = `${SHA256}  x.img\n${OTHER}  x.img`;
    const file = { base: 'x.img', path: null, relative: null, otherwise: null };
    expect(() => findChecksums({ text, firstLine: 4, place: 'SUMS' }, file)).toThrow(/line 4 .* line 5/);
  });

  test('the same digest in two lines of a checksum file is accepted', () => {
    expect(find(`${SHA256}  x.img\nSHA256 (x.img) = ${SHA256}`).digests).toEqual({ sha256: SHA256 });
  });

  test('two different sizes of a file are refused', () => {
    const text = `# x.img: 1 bytes\n# x.img: 2 bytes\n${SHA256}  x.img`;
    expect(() => find(text)).toThrow(/two different sizes .*line 1 .*line 2/);
  });

  test('a digest of a wrong length is refused, also beside a good one', () => {
    const text = `SHA256 (x.img) = ${SHA256.slice(1)}\nMD5 (x.img) = ${MD5}`;
    expect(() => find(text)).toThrow('a sha256 digest has 64 hexadecimal digits, but this one has 63');
    expect(() => find(`# SHA512 HASH\n${SHA256}  x.img`)).toThrow('has 128 hexadecimal digits');
    expect(() => find(`${SHA256}0  x.img`)).toThrow('no digest has 65 hexadecimal digits');
  });

  test('a damaged digest of another file is ignored', () => {
    expect(find(`SHA256 (y.img) = 12\n${SHA256}  x.img`).digests).toEqual({ sha256: SHA256 });
  });
});

describe('one name in several folders', () => {
  const text = `${OTHER}  amd64/x.img\n${SHA256}  arm64/x.img`;

  test('one name in several folders is a contradiction without a path', () => {
    expect(() => find(text)).toThrow(/line 1 \("amd64\/x.img"\), and line 2 \("arm64\/x.img"\)/);
    expect(() => find(text, { relative: 'x.img' })).toThrow(VerificationError);
  });

  test('one name in several folders is distinguished by the path from the checksum file', () => {
    expect(find(text, { relative: 'arm64/x.img' }).digests).toEqual({ sha256: SHA256 });
  });

  test('one name in several folders is distinguished by a name that is given with its folder', () => {
    expect(find(text, { path: 'arm64/x.img' }).digests).toEqual({ sha256: SHA256 });
    expect(find(`${SHA256}  daily/arm64/x.img`, { path: 'arm64/x.img' }).digests).toEqual({ sha256: SHA256 });
    expect(() => find(text, { path: 'm64/x.img' })).toThrow(
      expect.objectContaining({
        name: 'SourceError',
        message: expect.stringMatching(/^SUMS [^"]*"m64\/x\.img"/),
      }),
    );
  });

  test('one name in several folders is accepted when all digests are equal', () => {
    expect(find(`${SHA256}  a/x.img\n${SHA256}  b/x.img`).digests).toEqual({ sha256: SHA256 });
  });
});

describe('a glob in place of the name', () => {
  const glob = { base: 'leap-*.qcow2', otherwise: 'glob' } as const;

  test('a glob finds the one name that it matches, with all its lines', () => {
    const text = [
      `${OTHER}  leap-Build42.qcow2.asc`,
      '# leap-Build42.qcow2: 42 bytes',
      `${SHA256}  ./leap-Build42.qcow2`,
      `MD5 (leap-Build42.qcow2) = ${MD5}`,
      `${OTHER}  tumbleweed-Build42.qcow2`,
    ].join('\n');
    expect(find(text, glob)).toEqual({ digests: { sha256: SHA256, md5: MD5 }, size: 42 });
  });

  test('a glob that matches several names is refused, and the message names them', () => {
    const text = ['1', '2', '3', '4', '5', '6'].map((build) => `${SHA256}  leap-${build}.qcow2`).join('\n');
    expect(() => find(text, glob)).toThrow(
      'SUMS has 6 files that match "leap-*.qcow2": "leap-1.qcow2", "leap-2.qcow2", "leap-3.qcow2", "leap-4.qcow2", "leap-5.qcow2", 1 more',
    );
  });

  test('a glob that is a name itself means that name', () => {
    const text = `${SHA256}  a?.img\n${OTHER}  ab.img`;
    expect(find(text, { base: 'a?.img', otherwise: 'glob' }).digests).toEqual({ sha256: SHA256 });
  });

  test('a glob matches part by part: an asterisk stands for no slash', () => {
    const text = `${OTHER}  daily/a/x.img\n${SHA256}  daily/arm64/x.img`;
    const path = { base: 'x.img', otherwise: 'glob' } as const;
    expect(find(text, { ...path, path: 'arm*/x.img' }).digests).toEqual({ sha256: SHA256 });
    expect(() => find(text, { ...path, path: 'daily*x.img' })).toThrow('does not name "daily*x.img"');
    expect(() => find(text, { ...path, path: '*/x.img' })).toThrow('has 2 files that match "*/x.img"');
  });

  test('a name that comes from an address is no glob', () => {
    expect(() => find(`${SHA256}  ab.img`, { base: 'a?.img' })).toThrow('does not name "a?.img"');
  });
});

describe('a sidecar, a checksum file that is called like the image with an ending', () => {
  test('the only entry of a sidecar is about the image, under any name', () => {
    const text = `# leap-Build42.qcow2: 42 bytes\nSHA256 (leap-Build42.qcow2) = ${SHA256}\n`;
    expect(find(text, { base: 'leap.qcow2', otherwise: 'sidecar' })).toEqual({
      digests: { sha256: SHA256 },
      size: 42,
      calledInstead: 'leap-Build42.qcow2',
    });
  });

  test('the only entry of a sidecar may be without a name, as sha256sum calls its standard input', () => {
    const found = find(`${SHA256}  -\n`, { otherwise: 'sidecar' });
    expect(found).toEqual({ digests: { sha256: SHA256 }, size: null });
  });

  test('an entry of a sidecar that has the name of the image comes first', () => {
    const text = `${OTHER}  y.img\n${SHA256}  x.img`;
    expect(find(text, { otherwise: 'sidecar' })).toEqual({ digests: { sha256: SHA256 }, size: null });
  });

  test('several entries of a sidecar are refused when none has the name of the image', () => {
    const text = `${OTHER}  y.img\n${SHA256}  z.img`;
    expect(() => find(text, { otherwise: 'sidecar' })).toThrow('SUMS does not name "x.img"; nearest:');
  });

  test('the only entry of another checksum file is not about the image', () => {
    for (const name of ['-', 'y.img']) expect(() => find(`${SHA256}  ${name}`)).toThrow(SourceError);
  });
});

describe('a document that is not a checksum file', () => {
  test.each([
    ['an error page', '<!DOCTYPE html>\n<html>', 'is an HTML or XML page'],
    ['nothing', ' \n', 'is empty'],
    ['UTF-16', 'a\0b\0', 'is not text in UTF-8'],
    ['another text', 'Hello\nworld', 'holds no checksums'],
    ['two bare digests', `${SHA256}\n${SHA256}`, 'holds no checksums'],
    ['a bare digest of no known length', SHA256.slice(1), 'holds no checksums'],
  ])('a document that is not a checksum file is refused: %s', (_, text, message) => {
    expect(() => find(text)).toThrow(SourceError);
    expect(() => find(text)).toThrow(message);
  });
});
