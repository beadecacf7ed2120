import { describe, expect, test } from 'vitest';
import { nearest, nearestNames, quoted, shellWord, suggestion } from '../../src/model/text.ts';

describe('nearest', () => {
  test.each([
    ['visiblity', ['name', 'visibility'], 'visibility'],
    ['nmae', ['name', 'visibility'], 'name'],
    ['Ubuntu-24.04', ['debian-12', 'ubuntu-24.04'], 'ubuntu-24.04'],
    ['disk-format', ['container_format', 'disk_format'], 'disk_format'],
    ['PROD', ['prod', 'test'], 'prod'],
  ])('nearest finds the known name that %s means', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  test('nearest gives the known name in its own spelling', () => {
    expect(nearest('home', ['HOME', 'PATH'])).toBe('HOME');
  });

  test.each([
    ['no name is known', 'name', []],
    ['the nearest name differs in too many letters', 'colour', ['visibility', 'protected']],
    ['a short name differs in two letters', 'id', ['os']],
  ])('nearest gives null when %s', (_why, name, known) => {
    expect(nearest(name, known)).toBeNull();
  });

  test('nearest gives null for a name of thousands of characters, without delay', () => {
    expect(nearest('x'.repeat(1_000_000), ['name'])).toBeNull();
  });
});

describe('nearestNames', () => {
  test('nearestNames gives three names, the nearest first', () => {
    const known = ['far-away', 'noble-arm64.img', 'noble-riscv64.img', 'noble-amd64.img'];
    expect(nearestNames('noble-amd46.img', known)).toEqual([
      'noble-amd64.img',
      'noble-arm64.img',
      'noble-riscv64.img',
    ]);
  });

  test('nearestNames keeps the given order among names that are equally near', () => {
    expect(nearestNames('20240424', ['20240423', '20240425', '20240421'], 2)).toEqual([
      '20240423',
      '20240425',
    ]);
  });

  test('nearestNames gives a repeated name once, and ignores a name of more than 256 characters', () => {
    expect(nearestNames('one', ['one', 'one', 'o'.repeat(257)])).toEqual(['one']);
  });
});

describe('suggestion', () => {
  test('suggestion asks whether the nearest name was meant', () => {
    expect(suggestion('sha265', ['md5', 'sha256'])).toBe('Did you mean "sha256"?');
  });

  test('suggestion lists the known names when none is near', () => {
    expect(suggestion('crc32c', ['md5', 'sha512'])).toBe('Known: md5, sha512.');
  });
});

describe('text for messages', () => {
  test('quoted escapes control characters, and cuts after 80 characters', () => {
    expect(quoted('a\u001b[31m"')).toBe('"a\\u001b[31m\\""');
    expect(quoted('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
  });

  test('shellWord quotes only words that a shell would split or expand', () => {
    expect(shellWord('ubuntu-24.04')).toBe('ubuntu-24.04');
    expect(shellWord("it's here")).toBe("'it'\\''s here'");
  });
});
