import { expect, test } from 'vitest';
import { SAFETY_RULES } from '../../../src/model/safety.ts';
import { inspect, orderOf, refusal, rulesOf } from './look.ts';
import { UNSAFE } from './unsafe-specimens.ts';

test.each(UNSAFE)('refuses an unsafe image, $what, by the rules $rules', (specimen) => {
  const { format, container, bytes, rules } = specimen;
  expect(rulesOf(inspect(bytes, format, undefined, container))).toEqual(rules);
  const error = refusal(bytes, orderOf(specimen));
  expect(error).toMatchObject({ code: 'verification', exitCode: 1 });
  expect(rules.some((rule) => error?.message.includes(`${rule}: `))).toBe(true);
  expect(error?.hint).toContain('allow_unsafe: [');
});

test('every safety rule has a specimen that breaks it', () => {
  const broken = new Set(UNSAFE.flatMap(({ rules }) => rules));
  expect(SAFETY_RULES.filter((rule) => !broken.has(rule))).toEqual(['min-disk-too-small']);
});

test.each([
  ['qcow2-backing-file', 'CVE-2015-5163'],
  ['qcow2-data-file', 'OSSA-2024-001, CVE-2024-32498'],
  ['vmdk-extent-path', 'OSSA-2023-002, CVE-2022-47951'],
  ['vmdk-create-type', 'OSSA-2023-002, CVE-2022-47951'],
  ['format-mismatch', 'OSSA-2024-002, CVE-2024-40767'],
  ['container-mismatch', 'OSSA-2024-002, CVE-2024-40767'],
])('a refusal by the rule %s names %s', (rule, advisory) => {
  const specimens = UNSAFE.filter(({ rules }) => rules.length === 1 && rules[0] === rule);
  expect(specimens.length).toBeGreaterThan(0);
  for (const specimen of specimens) {
    expect(refusal(specimen.bytes, orderOf(specimen))?.message).toContain(`(${advisory})`);
  }
});
