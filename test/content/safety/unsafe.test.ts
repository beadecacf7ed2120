import { expect, test } from 'vitest';
import { SAFETY_RULES } from '../../../src/model/safety.ts';
import { inspect, isDisk, isPacked, isPage, orderOf, refusal, rulesOf } from './look.ts';
import { UNSAFE } from './unsafe-specimens.ts';

test.each(UNSAFE)(
  'finds the rules $rules that an unsafe image breaks, $what',
  ({ format, container, bytes, rules }) => {
    expect(rulesOf(inspect(bytes, format, undefined, container))).toEqual(rules);
  },
);

test.each(UNSAFE.filter(isDisk))('refuses an unsafe image, $what, by the rules $rules', (specimen) => {
  const { bytes, rules } = specimen;
  const error = refusal(bytes, orderOf(specimen));
  expect(error).toMatchObject({ code: 'verification', exitCode: 1 });
  expect(rules.some((rule) => error?.message.includes(`${rule}: `))).toBe(true);
  expect(error?.hint).toContain('allow_unsafe: [');
});

test.each(UNSAFE.filter(isPacked))(
  'refuses a packed file in place of a disk, $what, and offers to unpack it, or to store it as what it is',
  (specimen) => {
    const { bytes, rules } = specimen;
    const error = refusal(bytes, orderOf(specimen));
    expect(rules.some((rule) => error?.message.includes(`${rule}: `))).toBe(true);
    expect(error?.hint).toMatch(/decompress: (gz|xz|zst|zip|tar)|does not unpack (lz4|lzip|lha|7z)/);
    expect(error?.hint).toContain('container_format');
    expect(error?.hint).not.toContain('allow_unsafe');
  },
);

test.each(UNSAFE.filter(isPage))(
  'refuses an HTML page in place of an image, $what, and offers no exception',
  (specimen) => {
    const error = refusal(specimen.bytes, orderOf(specimen));
    expect(error?.message).toMatch(/^disk\.img is not an image: an HTML page came in its place/);
    expect(error?.hint).not.toContain('allow_unsafe');
  },
);

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
  const specimens = UNSAFE.filter(
    (specimen) => specimen.rules.length === 1 && specimen.rules[0] === rule && !isPage(specimen),
  );
  expect(specimens.length).toBeGreaterThan(0);
  for (const specimen of specimens) {
    expect(refusal(specimen.bytes, orderOf(specimen))?.message).toContain(`(${advisory})`);
  }
});
