import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { MARKER_PREFIX } from '../../src/model/marker.ts';
import { sourcesToLookAt } from '../../src/plan/lookups.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { drawPlan } from '../../src/report/text.ts';
import { loadState } from '../../src/state/load.ts';
import { assertApplicable, inputFor, live, NEW, OLD, type World } from '../support/plan-input.ts';

/**
 * Each folder is a story: `state.yaml`, the cloud before it (`cloud.yaml`), and the plan for people (`plan.txt`). In
 * `cloud.yaml` an image has only the fields that differ from a default image; `content: old` or `new` stands for
 * digests, `markers` for reconcile's own properties without their prefix.
 */
const FOLDER = resolve('test/scenarios');

const stories = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the plan of a scenario is its plan.txt', () => {
  it.each(stories)('the plan of a scenario is its plan.txt: %s', async (story) => {
    const folder = join(FOLDER, story);
    const desired = await loadState({ paths: ['state.yaml'], cwd: folder, env: {} });
    const input = { ...inputFor([], cloudOf(folder)), desired };
    const unasked = sourcesToLookAt(input).filter(({ image }) => !input.facts.has(image.name));
    expect(
      unasked.map(({ image }) => image.name),
      'facts that cloud.yaml should give',
    ).toEqual([]);
    const plan = makePlan(input);
    assertApplicable(plan, input);
    const drawn = drawPlan(plan, { colour: 0, width: 100, command: null });
    await expect(drawn.replaceAll(folder, '.')).toMatchFileSnapshot(join(folder, 'plan.txt'));
  });
});

function cloudOf(folder: string): World {
  const { images = [], ...world } = parse(readFileSync(join(folder, 'cloud.yaml'), 'utf8'));
  return {
    ...world,
    live: images.map(
      (
        { content, markers = {}, properties = {}, ...fields }: Record<string, Record<string, string>>,
        index: number,
      ) => {
        const digests = (content as unknown) === 'old' ? OLD : NEW;
        const bookkeeping = Object.entries(markers).map(([key, value]) => [
          MARKER_PREFIX + key,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]);
        return live({
          id: `00000000-0000-4000-8000-00000000000${index + 1}`,
          checksum: digests.md5,
          hashValue: digests.sha512,
          properties: { ...properties, ...Object.fromEntries(bookkeeping) },
          ...fields,
        });
      },
    ),
  };
}
