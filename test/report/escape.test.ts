import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, quoteText } from '../../src/report/escape.ts';

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('escapeText', () => {
  it.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['two\nlines\r\tand a tab', 'two\\nlines\\r\\tand a tab'],
    ['invoice\u202egpj.exe', 'invoice\\u{202e}gpj.exe'],
    ['\u2066isolated\u2069', '\\u{2066}isolated\\u{2069}'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['C1 \u009b31m', 'C1 \\u{9b}31m'],
    ['line\u2028separator', 'line\\u{2028}separator'],
    ['lone \ud800', 'lone \\u{d800}'],
    ['日本語 Ärger 🎉', '日本語 Ärger 🎉'],
  ])('escapeText shows %j as %j', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });

  it('escapeText escapes every control and format character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text)).not.toMatch(UNSAFE);
      }),
    );
  });
});

describe('quoteText', () => {
  it.each(['CirrOS 0.3.1', "O'Brien's image", 'a:b', '日本語', 'true'])('quoteText keeps %j', (text) => {
    expect(quoteText(text)).toBe(text);
  });

  it.each([
    ['', '""'],
    [' padded ', '" padded "'],
    ['(none)', '"(none)"'],
    ['a → b', '"a → b"'],
    ['one, two', '"one, two"'],
    ['"said"', '"\\"said\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['\\n', '"\\\\n"'],
    ['\n', '"\\n"'],
  ])('quoteText puts %j in quotes: %s', (text, shown) => {
    expect(quoteText(text)).toBe(shown);
  });

  it('quoteText never draws two texts alike', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\\', 'n', '\n', '"', ' ', 'u', '{', '}', '\u001b', '1', 'b'),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a !== b);
        expect(quoteText(a)).not.toBe(quoteText(b));
      }),
      { numRuns: 1000 },
    );
  });
});
