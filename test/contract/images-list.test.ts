import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCloud, unique } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin } = cloud;
afterAll(() => cloud.close());

const tag = unique();
const names = ['c', 'a', 'e', 'b', 'd'].map((letter) => `${tag}-${letter}`);
const ids: string[] = [];

beforeAll(async () => {
  for (const name of names) ids.push((await admin.create({ name, tags: [tag] })).id);
});

interface Page {
  readonly images: readonly { readonly id: string; readonly name: string }[];
  readonly first: string;
  readonly next?: string;
  readonly schema: string;
}

async function page(query: string): Promise<Page> {
  const answer = await admin.glance('GET', `/v2/images?${query}`);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.json;
}

function letters(page: Page): string {
  return page.images.map((image) => image.name.slice(-1)).join('');
}

describe('paging', () => {
  test('a page with all images has no next, and links to the first page', async () => {
    const all = await page(`tag=${tag}`);

    expect(all.images).toHaveLength(5);
    expect(all).not.toHaveProperty('next');
    expect(all.first).toBe(`/v2/images?tag=${tag}`);
    expect(all.schema).toBe('/v2/schemas/images');
  });

  test('next repeats the query of a listing with the last id as marker, and leads to the end', async () => {
    const one = await page(`tag=${tag}&limit=2&sort=name:asc`);
    expect(one.next).toBe(`/v2/images?tag=${tag}&limit=2&sort=name%3Aasc&marker=${one.images[1]?.id}`);

    const two = await page(one.next!.split('?')[1]!);
    const three = await page(two.next!.split('?')[1]!);
    expect([letters(one), letters(two), letters(three)]).toEqual(['ab', 'cd', 'e']);
    expect(three).not.toHaveProperty('next');
  });

  test('a full last page has a next, which is empty', async () => {
    const full = await page(`tag=${tag}&limit=5`);
    expect(full.next).toBeDefined();

    const after = await page(full.next!.split('?')[1]!);
    expect(after.images).toEqual([]);
    expect(after).not.toHaveProperty('next');
  });

  test('a page has 25 images without a limit', async () => {
    const many = unique();
    for (let count = 0; count < 26; count++) await admin.create({ tags: [many] });

    const first = await page(`tag=${many}`);
    expect(first.images).toHaveLength(25);
    expect(first.next).toBe(`/v2/images?tag=${many}&marker=${first.images[24]?.id}`);
    expect((await admin.list({ tag: many })).length).toBe(26);
  });

  test('limit 0 gives no image, a limit above the maximum is lowered silently', async () => {
    expect((await page(`tag=${tag}&limit=0`)).images).toEqual([]);
    expect((await page(`tag=${tag}&limit=100000`)).images).toHaveLength(5);
  });

  test.each([
    ['limit=-1', 'limit param must be positive'],
    ['limit=x', 'limit param must be an integer'],
  ])('a listing with %s is 400', async (query, message) => {
    expectFault(await admin.glance('GET', `/v2/images?${query}`), 400, message);
  });

  test.each([randomUUID(), 'nonsense'])('the marker %s, which is not an image, is 400', async (marker) => {
    const answer = await admin.glance('GET', `/v2/images?marker=${marker}`);

    expectFault(answer, 400, `No image found with ID ${marker}`);
  });

  test('next continues after an image that was deleted in the meantime', async () => {
    const kept = unique();
    for (const letter of ['a', 'b', 'c', 'd']) await admin.create({ name: letter, tags: [kept] });
    const one = await page(`tag=${kept}&limit=2&sort=name:asc`);
    for (const image of one.images) await admin.glance('DELETE', `/v2/images/${image.id}`);

    expect(letters(await page(one.next!.split('?')[1]!))).toBe('cd');
  });
});

describe('order', () => {
  test('a listing has the newest image first by default', async () => {
    const order = (await page(`tag=${tag}`)).images.map((image) => image.id);

    expect(new Set(order)).toEqual(new Set(ids));
  });

  test.each([
    ['sort=name:asc', 'abcde'],
    ['sort=name:desc', 'edcba'],
    ['sort=name', 'edcba'],
    ['sort_key=name&sort_dir=asc', 'abcde'],
    ['sort=status,name:asc', 'abcde'],
    ['sort=status:asc,name:desc', 'edcba'],
  ])('a listing is sorted by %s', async (query, expected) => {
    expect(letters(await page(`tag=${tag}&${query}`))).toBe(expected);
  });

  test('a listing is sorted by created_at and updated_at', async () => {
    for (const key of ['created_at', 'updated_at']) {
      const images = (await page(`tag=${tag}&sort=${key}:asc`)).images;
      const times = images.map((image) => (image as unknown as Record<string, string>)[key]!);
      expect(times).toEqual(times.toSorted());
    }
  });

  test.each([
    ['sort=bogus:asc', /^Invalid sort key: bogus\. It must be one of the following: name, status, /],
    ['sort=name:up', 'Invalid sort direction: up'],
    ['sort_key=name&sort=name:asc', 'Old and new sorting syntax cannot be combined'],
  ])('a listing with %s is 400', async (query, message) => {
    expectFault(await admin.glance('GET', `/v2/images?${query}`), 400, message);
  });
});

test('an image in a listing equals the image from GET', async () => {
  const image = await admin.createActive({ tags: [unique()], hw_disk_bus: 'ide' });

  expect((await page(`tag=${image.tags[0]}`)).images).toEqual([image]);
});
