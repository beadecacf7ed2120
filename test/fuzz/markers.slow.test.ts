import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintImage } from '../../src/image/fingerprint.ts';
import { formatDigests, formatManaged, readMarkers, recordedDigests } from '../../src/image/markers.ts';
import { HEX_LENGTH, isAlgorithm } from '../../src/model/digest.ts';
import { MARKER, ROLES, SDK_DIGEST } from '../../src/model/marker.ts';
import { compareContent } from '../../src/plan/content/compare.ts';
import { live, marked, NEW, planFor, wanted } from '../support/plan-input.ts';
import { deepJson, edited, json, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const HONEST = {
  ...marked('current'),
  [MARKER.managed]: formatManaged({ properties: ['a', 'b'], tags: ['t'] }),
  [MARKER.validators]: '{"etag":"\\"x\\"","lastModified":"Sun, 06 Nov 1994 08:49:37 GMT","length":12}',
  [MARKER.digests]: formatDigests(NEW),
  [MARKER.retired]: '3',
  [MARKER.version]: '1.0',
  [SDK_DIGEST.md5]: NEW.md5,
  [SDK_DIGEST.sha256]: 'c'.repeat(64),
};
const insertion = fc.oneof(
  text,
  json.map((value) => JSON.stringify(value)),
  fc.constantFrom('sha256:', ' ', '1e999'),
);
const property = fc.oneof(
  insertion,
  fc.constantFrom(...Object.values(HONEST)).chain((honest) => edited(honest, insertion)),
);
const properties = fc
  .dictionary(fc.constantFrom(...Object.values(MARKER), ...Object.values(SDK_DIGEST)), property)
  .map((some) => ({ ...HONEST, ...some }));

describeParser('markers', (fuzz) => {
  fuzz('damaged: the markers are well formed', properties, (given) => {
    const image = live({ properties: given });
    const markers = readMarkers(image);
    for (const [algorithm, hex] of Object.entries(recordedDigests(image))) {
      expect(isAlgorithm(algorithm) && hex.length === HEX_LENGTH[algorithm] && /^[0-9a-f]+$/.test(hex)).toBe(
        true,
      );
    }
    if (markers === null) return;
    expect(ROLES).toContain(markers.role);
    expect(Number.isSafeInteger(markers.retired)).toBe(true);
    for (const text of [...markers.managed.properties, ...markers.managed.tags])
      expect(typeof text).toBe('string');
    const { length } = markers.validators ?? {};
    if (length !== undefined) expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
  });

  fuzz('damaged: makePlan makes a plan', properties, (given) => {
    const plan = planFor([wanted()], { live: [live({ properties: given })] });
    expect(plan.changes.length).toBeGreaterThan(0);
    for (const change of plan.changes) expect(change.action).not.toBe('delete');
  });

  fuzz('any live image has a fingerprint', properties, (given) => {
    expect(fingerprintImage(live({ properties: given }))).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('by example', () => {
  it.each(['', 'x', 'None', 'sha256', 'c'.repeat(63), 'g'.repeat(64)])(
    'a recorded sha256 %j is not a digest, and the content stays unknown',
    (recorded) => {
      const image = live({
        hashAlgorithm: null,
        hashValue: null,
        checksum: null,
        properties: { [SDK_DIGEST.sha256]: recorded },
      });
      const verdict = compareContent(wanted({ digests: { sha256: 'c'.repeat(64) } }), image, undefined);
      expect(verdict.verdict).toBe('unknown');
    },
  );

  it('a value nested a hundred thousand deep is not a marker', async () => {
    const deep = deepJson(100_000);
    const image = live({ properties: { ...HONEST, [MARKER.managed]: deep, [MARKER.validators]: deep } });
    expect(await survives(() => readMarkers(image)?.managed)).toEqual({ properties: [], tags: [] });
    expect(readMarkers(image)?.validators).toBeNull();
  });

  it.each(['[]', '[1,2]', '{"length":-1}', '{"length":1e999}', '{"length":0.5}'])(
    'markers with validators of %s name no length',
    (validators) => {
      const image = live({ properties: { ...HONEST, [MARKER.validators]: validators } });
      expect(readMarkers(image)?.validators?.length).toBeUndefined();
    },
  );

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'a property named %s is treated like every other property',
    (key) => {
      const desired = wanted({ properties: Object.fromEntries([[key, 'x']]) });
      const bare = live({
        properties: marked('current', { [MARKER.managed]: formatManaged({ properties: [key], tags: [] }) }),
      });
      const [change] = planFor([desired], { live: [bare] }).changes;
      expect(change?.fields).toEqual([{ path: `properties.${key}`, before: null, after: 'x' }]);

      const dropped = planFor([wanted()], { live: [bare] }).changes[0];
      const patches = dropped?.steps.flatMap((step) => ('patch' in step ? step.patch : [])) ?? [];
      expect(patches.filter(({ op }) => op === 'remove')).toEqual([]);
    },
  );
});
