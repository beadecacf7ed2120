import { expect, it } from 'vitest';
import { LEFT_OUT, lastLines } from '../../src/apply/last-lines.ts';

const of = (text: string, isCut = false, redact = (all: string) => all) =>
  lastLines({ bytes: Buffer.from(text), isCut }, redact);

it('a short output is shown whole', () => {
  expect(of('one\r\n\n  two  \n')).toEqual(['one', '  two']);
  expect(of('')).toEqual([]);
});

it('a long output is shown by its last lines, after a note that others are left out', () => {
  const lines = Array.from({ length: 13 }, (_, at) => `line ${at}`);
  expect(of(lines.slice(1).join('\n'))).toEqual(lines.slice(1));
  expect(of(lines.join('\n'))).toEqual([LEFT_OUT, ...lines.slice(2)]);
});

it('a long line is shown by both ends', () => {
  const [line = ''] = of(`begin${'x'.repeat(60_000)}end`);
  expect(line).toMatch(/^beginx+ … x+end$/);
  expect(line.length).toBeLessThan(260);
});

it('a carriage return starts its line again', () => {
  expect(of('10 %\r 20 %\rdone\nnext\r   \r')).toEqual(['done', 'next']);
});

it('half a secret at a cut is not shown, with or without a line that ends', () => {
  expect(of('halfofasecret\nnext', true)).toEqual([LEFT_OUT, 'next']);
  expect(of(`halfofasecret${'x'.repeat(65_000)}end`, true).join()).not.toContain('halfofasecret');
});

it('a secret is masked before a line is shortened', () => {
  const shown = of(`${'x'.repeat(112)}topsecret${'y'.repeat(500)}`, false, (all) =>
    all.replace('topsecret', '***'),
  );
  expect(shown.join()).toMatch(/x\*\*\*y/);
});
