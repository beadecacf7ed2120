import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { type Image, VISIBILITIES } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Plan } from '../../src/model/plan.ts';
import { live, marked, planFor, wanted } from '../support/plan-input.ts';
import { applyAll, type Cloud, cloudOf } from './simulate.ts';

const NAMES = ['latest', 'previous', 'older', 'oldest'];
const CONTENTS = ['a', 'b', 'c', 'd'];

function digestsOf(content: string) {
  return { md5: content.repeat(32), sha512: content.repeat(128) };
}

/** One night's file: which content each name has; null: the file does not list the name. */
const files = fc.record({
  contents: fc.tuple(...NAMES.map(() => fc.option(fc.constantFrom(...CONTENTS), { freq: 4, nil: null }))),
  absent: fc.subarray(NAMES, { maxLength: 1 }),
  keep: fc.nat(2),
  deactivate: fc.boolean(),
  visibility: fc.constantFrom(...VISIBILITIES),
  prune: fc.constantFrom('never' as const, 'hide' as const, 'deactivate' as const, 'delete' as const),
  prevented: fc.subarray(NAMES, { maxLength: 1 }),
});
type File = typeof files extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function imagesOf({
  contents,
  absent,
  keep,
  deactivate,
  visibility,
  prevented,
}: File): readonly DesiredImage[] {
  return NAMES.flatMap((name, index) => {
    const content = contents[index];
    if (content == null) return [];
    return [
      wanted({
        name,
        digests: digestsOf(content),
        visibility,
        state: absent.includes(name) ? 'absent' : 'present',
        preventReplace: prevented.includes(name),
        backup: { ...wanted().backup, keep, deactivate },
      }),
    ];
  });
}

/** Images that the stack has published before; several may have one name, after a killed run. */
const before = fc
  .array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      content: fc.constantFrom(...CONTENTS),
      role: fc.constantFrom('current' as const, 'current' as const, 'backup' as const),
      visibility: fc.constantFrom(...VISIBILITIES),
    }),
    { maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ name, content, role, visibility }, index): Image => {
      const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
      const { md5, sha512 } = digestsOf(content);
      return live({
        id,
        name: role === 'backup' ? `${name} (backup)` : name,
        visibility,
        checksum: md5,
        hashValue: sha512,
        createdAt: `2024-01-01T00:00:0${index}Z`,
        properties: marked(role, {
          [MARKER.image]: name,
          [MARKER.id]: id,
          [MARKER.exceptions]: 'none',
        }),
      });
    }),
  );

const runs = fc.array(
  fc.tuple(
    files,
    fc.record({ failing: fc.subarray(NAMES, { maxLength: 1 }), killedAfter: fc.option(fc.nat(9)) }),
  ),
  { maxLength: 2 },
);

function planOf(file: File, cloud: Cloud): Plan {
  return planFor(imagesOf(file), {
    live: [...cloud.images.values()],
    settings: { prune: file.prune, maxDeletes: { count: 99 } },
  });
}

function activeNames(cloud: Cloud): ReadonlySet<string | null> {
  return new Set(
    [...cloud.images.values()].filter(({ status }) => status === 'active').map(({ name }) => name),
  );
}

describe('for any contents that move between names', () => {
  it('a plan leaves nothing to do afterwards, after any earlier run', () => {
    fc.assert(
      fc.property(before, runs, files, (found, earlier, file) => {
        const cloud = cloudOf(found);
        for (const [other, wrong] of earlier) applyAll(planOf(other, cloud), cloud, wrong);
        const plan = planOf(file, cloud);
        applyAll(plan, cloud);
        const open = planOf(file, cloud).changes.filter(
          ({ action, blockedBy }) => action !== 'unchanged' && blockedBy.length === 0,
        );
        // With blocked changes, unlisted images are left alone.
        if (plan.summary.blocked === 0) expect(open).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a name of the file that has an image keeps one at every step, of a killed run too', () => {
    fc.assert(
      fc.property(before, runs, (found, nights) => {
        const cloud = cloudOf(found);
        for (const [file, wrong] of nights) {
          const listed = imagesOf(file).filter(({ state }) => state === 'present');
          const active = activeNames(cloud);
          const held = listed.map(({ name }) => name).filter((name) => active.has(name));
          applyAll(planOf(file, cloud), cloud, wrong, () => {
            const now = activeNames(cloud);
            for (const name of held) expect(now).toContain(name);
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('every name has one image afterwards, with the content of the file', () => {
    fc.assert(
      fc.property(before, files, (found, file) => {
        const cloud = cloudOf(found);
        const plan = planOf(file, cloud);
        applyAll(plan, cloud);
        const done = new Set(
          plan.changes.filter(({ blockedBy }) => blockedBy.length === 0).map(({ name }) => name),
        );
        for (const { name, digests, state } of imagesOf(file)) {
          if (state === 'absent' || !done.has(name)) continue;
          const named = [...cloud.images.values()].filter((image) => image.name === name);
          expect(named.map(({ checksum }) => checksum)).toEqual([digests.md5]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('no image of the stack is deleted while its move fails', () => {
    fc.assert(
      fc.property(before, files, fc.constantFrom(...NAMES), (found, file, failing) => {
        const cloud = cloudOf(found);
        const plan = planOf(file, cloud);
        const moved = plan.changes
          .filter(({ name }) => name === failing)
          .flatMap(({ steps }) => steps.flatMap((step) => ('freedBy' in step ? [step.id] : [])));
        applyAll(plan, cloud, { failing: [failing] });
        for (const id of moved) expect([...cloud.images.keys()]).toContain(id);
      }),
      { numRuns: 300 },
    );
  });
});
