import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { finding } from '../../../src/content/safety/finding.ts';
import { CONTAINER_FORMATS } from '../../../src/model/image.ts';
import { SAFETY_RULES } from '../../../src/model/safety.ts';

const PAGE = readFileSync(new URL('../../../docs/disk-image-safety.md', import.meta.url), 'utf8');
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('the documentation lists every rule with its advisory', () => {
  const listed = ROWS.slice(0, SAFETY_RULES.length).map(([, rule, , advisory]) => [rule, advisory]);
  expect(listed).toEqual(SAFETY_RULES.map((rule) => [`\`${rule}\``, finding(rule, '').advisory ?? '']));
});

test('the documentation lists every container format', () => {
  const listed = ROWS.slice(SAFETY_RULES.length).flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  expect(listed.sort()).toEqual([...CONTAINER_FORMATS].sort());
});
