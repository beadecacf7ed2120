import { expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { planToJson } from '../../src/report/json.ts';
import { change, DEBIAN_REPLACED, plan, UBUNTU_UPDATED } from './fixtures.ts';

it('the JSON of a plan reads back as the plan', () => {
  const made = plan([DEBIAN_REPLACED, UBUNTU_UPDATED]);
  expect(JSON.parse(planToJson(made))).toEqual(made);
});

it('the JSON of a plan has its keys in a fixed order', () => {
  const made = plan([DEBIAN_REPLACED]);
  const shuffled = Object.fromEntries(Object.entries(made).reverse()) as unknown as Plan;
  expect(planToJson(shuffled)).toBe(planToJson(made));
  expect(planToJson(made)).toMatch(/^\{\n {2}"formatVersion": "1\.0",\n {2}"stack"/);
});

it('the JSON of a plan keeps properties named __proto__ and constructor', () => {
  const properties = JSON.parse('{"__proto__": "x", "constructor": "y", "1": "z"}');
  const made = plan([change({ name: 'x', steps: [{ kind: 'stage', attributes: { properties } }] })]);
  expect(JSON.parse(planToJson(made))).toEqual(made);
});

it('the JSON of a plan leaves out the credentials of a source', () => {
  const secret = 'hunter2-hunter2';
  const made = plan([
    change({
      name: 'x',
      steps: [
        {
          kind: 'upload',
          source: {
            kind: 'http',
            url: 'http://cdn.example/x',
            auth: { scheme: 'bearer', token: secret },
          },
          expect: { digests: {}, size: null, validators: null },
          method: 'upload',
          stores: [],
          detectFormat: false,
          inspect: { diskFormat: 'qcow2', containerFormat: 'bare', minDiskGiB: 0, allow: [] },
        },
      ],
    }),
  ]);
  expect(planToJson(made)).not.toContain(secret);
});
