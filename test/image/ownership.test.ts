import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKnown, isOfStack, isOwn, mayBeOwn, ownersIn } from '../../src/image/ownership.ts';
import { live, marked, SERVICE } from '../support/plan-input.ts';

const UNKNOWN = ownersIn({ projectId: '' });

describe('the owners of a run', () => {
  it('are its project alone', () => {
    const owners = ownersIn({ projectId: SERVICE });
    expect([SERVICE, 'other', '', null].map((owner) => isOwn({ owner }, owners))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('own nothing while no project is known, not even an image without an owner', () => {
    expect(isKnown(UNKNOWN)).toBe(false);
    for (const owner of [SERVICE, '', null]) {
      expect(isOwn({ owner }, UNKNOWN)).toBe(false);
      expect(mayBeOwn({ owner }, UNKNOWN)).toBe(true);
    }
  });

  it('own the images without an owner on a service without projects, and no others', () => {
    const owners = ownersIn({ projectId: '', withoutProjects: true });
    expect([SERVICE, '', null].map((owner) => isOwn({ owner }, owners))).toEqual([false, false, true]);
  });

  it('own an image of the stack only in their project', () => {
    const image = live({ properties: marked('current') });
    expect(isOfStack(image, 'prod', ownersIn({ projectId: SERVICE }))).toBe(true);
    expect(isOfStack(image, 'test', ownersIn({ projectId: SERVICE }))).toBe(false);
    expect(isOfStack(image, 'prod', ownersIn({ projectId: 'other' }))).toBe(false);
    expect(isOfStack(image, 'prod', UNKNOWN)).toBe(false);
  });
});

it('only ownership.ts compares the owner of an image with a project', () => {
  // A saved plan compares its target with that of the run: that is no owner.
  const others = /^(?:sandbox|state|convert)\/|^image\/ownership\.ts$|^run\/saved-run\.ts$/;
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !others.test(file),
  );
  const comparison =
    /\bowner [!=]== (?!null)|[!=]== \w+\.owner\b|\bowners\.(?:includes|length)|projectId [!=]== ''/;
  expect(files.filter((file) => comparison.test(readFileSync(join('src', file), 'utf8')))).toEqual([]);
});

/** Functions that read markers of listed images and leave the question of the owner to others. */
const ASKS_ELSEWHERE: readonly string[] = [
  // Makes an ordinary plan of the images that it chooses.
  'planRemoval',
];

it('a function that reads markers of listed images asks whose images they are: any project can write our markers', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:plan|apply|run)\/.*\.ts$/.test(file),
  );
  const functions = files.flatMap((file) =>
    readFileSync(join('src', file), 'utf8')
      .split(/^(?=(?:export )?(?:async )?function )/m)
      .map((text) => ({ text, name: /function (\w+)/.exec(text)?.[1] ?? file })),
  );
  const reading = functions.filter(
    ({ text }) =>
      /\bobserved\.images\b|\.markedAs\(|\blooks\.named\(/.test(text) && /\breadMarkers\(/.test(text),
  );
  expect(reading.length).toBeGreaterThan(5);
  const unasked = reading.filter(({ text }) => !/\b(?:isOwn|mayBeOwn|isOfStack|isOurs)\(/.test(text));
  expect(unasked.map(({ name }) => name).sort()).toEqual([...ASKS_ELSEWHERE].sort());
});
