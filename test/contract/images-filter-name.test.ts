import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCloud, unique } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin } = cloud;
afterAll(() => cloud.close());

const prefix = unique();

/** Endings of names that a state file may hold and a query may trip over. */
const plain = [
  'plain',
  'sp ace',
  "single'quote",
  'per%cent',
  'a&b=c',
  'semi;colon',
  'plus+',
  '*',
  'größe 日本',
];
const withComma = 'with,comma';
const withColon = 'with:colon';
const withOperator = 'eq:x';
const withBackslash = 'back\\slash';
const withQuote = 'with"quote';
const all = [...plain, withComma, withColon, withOperator, withBackslash, withQuote];

const named = (ending: string): string => `${prefix}${ending}`;

beforeAll(async () => {
  for (const ending of all) await admin.create({ name: named(ending) });
});

async function ask(filter: string) {
  return admin.glance('GET', `/v2/images?${new URLSearchParams({ name: filter })}`);
}

async function found(filter: string): Promise<string[]> {
  const answer = await ask(filter);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.json.images.map((image: { name: string }) => image.name).sort();
}

describe('name=VALUE', () => {
  test.each([...plain, withComma, withBackslash, withQuote])('name=VALUE finds %j', async (ending) => {
    expect(await found(named(ending))).toEqual([named(ending)]);
  });

  test.each([withColon, withOperator])(
    'name=VALUE is 400 for %j: the text before the colon is not an operator',
    async (ending) => {
      const operator = named(ending).split(':')[0];

      expectFault(await ask(named(ending)), 400, `Unable to filter by unknown operator '${operator}'.`);
    },
  );

  test('name=VALUE does not find a part of a name, nor a name in another case', async () => {
    expect(await found(prefix)).toEqual([]);
    expect(await found(named('PLAIN'))).toEqual([]);
  });
});

describe('name=eq:VALUE', () => {
  test.each(all)('name=eq:VALUE finds %j', async (ending) => {
    expect(await found(`eq:${named(ending)}`)).toEqual([named(ending)]);
  });
});

describe('name=in:', () => {
  const quoted = (endings: readonly string[]): string =>
    `in:${endings.map((ending) => `"${named(ending)}"`).join(',')}`;

  test('name=in: finds all quoted names at once, with any characters but a double quote', async () => {
    const endings = all.filter((ending) => ending !== withQuote);

    expect(await found(quoted(endings))).toEqual(endings.map(named).sort());
  });

  test('name=in: splits unquoted names at commas', async () => {
    expect(await found(`in:${named('plain')},${named('plus+')}`)).toEqual([named('plain'), named('plus+')]);
    expect(await found(`in:${named(withComma)}`)).toEqual([]);
  });

  test('name=in: ignores names that no image has', async () => {
    expect(await found(quoted(['plain', 'nowhere']))).toEqual([named('plain')]);
    expect(await found(quoted(['nowhere']))).toEqual([]);
  });

  test('name=in: cannot hold a double quote', async () => {
    const stray = `"${named(withQuote)}"`;
    expectFault(
      await ask(`in:${stray}`),
      400,
      `Invalid filter value ${stray}. There is no comma after closing quotation mark.`,
    );
    expectFault(
      await ask(`in:${named(withQuote)}`),
      400,
      `Invalid filter value ${named(withQuote)}. There is no comma before opening quotation mark.`,
    );
    expect(await found(`in:"${prefix}with\\"quote"`)).toEqual([]);
  });

  test('name=in: takes a backslash literally', async () => {
    expect(await found(quoted([withBackslash]))).toEqual([named(withBackslash)]);
    expect(await found(quoted(['back\\\\slash']))).toEqual([]);
  });

  test('name=in: with an open quote is 400', async () => {
    expectFault(await ask('in:"open'), 400, 'Invalid filter value "open. The quote is not closed.');
  });

  test('name=in: has pages, and next keeps the names', async () => {
    const query = { name: quoted(plain), limit: '4', sort: 'name:asc' };

    expect((await admin.list(query)).map((image) => image.name).sort()).toEqual(plain.map(named).sort());
  });

  test('name=in: finds 50 long names in one request', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `${'n'.repeat(60)}-${index}`);

    expect(await found(quoted([...names, 'plain']))).toEqual([named('plain')]);
  });
});

test('other operators are 400', async () => {
  expectFault(await ask('neq:x'), 400, "Unable to filter by unknown operator 'neq'.");
});

test('a request line above 8 KiB is 414', async () => {
  expect((await ask(`eq:${'x'.repeat(7_900)}`)).status).toBe(200);
  expect((await ask(`eq:${'x'.repeat(8_300)}`)).status).toBe(414);
});
