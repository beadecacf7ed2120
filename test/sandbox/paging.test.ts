import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Client, signIn } from './client.ts';

const COUNT = 1100;

interface Page {
  readonly images: readonly { readonly id: string; readonly name: string }[];
  readonly next?: string;
}

let sandbox: Sandbox;
let admin: Client;
const ids: string[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
  admin = await signIn(sandbox);
  for (let at = 0; at < COUNT; at++)
    ids.push(await admin.create({ name: `n${String(at).padStart(4, '0')}` }));
});
afterAll(() => sandbox.close());

async function page(path: string): Promise<Page> {
  return (await (await admin.images('GET', path)).json()) as Page;
}

describe('a listing', () => {
  test('a listing of the sandbox has pages of 25 by default and of 1000 at most', async () => {
    expect((await page('/images')).images).toHaveLength(25);
    expect((await page('/images?limit=1000')).images).toHaveLength(1000);
    expect((await page('/images?limit=5000')).images).toHaveLength(1000);
  });

  test('a listing of the sandbox links to the next page below /v2, without the prefix of the endpoint', async () => {
    expect((await page('/images?limit=2')).next).toMatch(/^\/v2\/images\?limit=2&marker=/);
  });

  test.each(['', '&sort=name:asc', '&sort_key=size&sort_dir=asc', '&sort=status,name:desc'])(
    'a listing of the sandbox followed from page to page (%s) shows every image once',
    async (sort) => {
      const seen: string[] = [];
      for (let next: string | undefined = `/v2/images?limit=170${sort}`; next !== undefined; ) {
        const got: Page = await page(next.slice('/v2'.length));
        seen.push(...got.images.map((image) => image.id));
        next = got.next;
      }

      expect(seen.toSorted()).toEqual(ids.toSorted());
    },
  );

  test('a listing of the sandbox continues at its marker when images are created and deleted meanwhile', async () => {
    const first = await page('/images?limit=3&sort=name:asc');
    await admin.create({ name: 'a comes first' });
    await admin.images('DELETE', `/images/${first.images[0]!.id}`);

    const second = await page(first.next!.slice('/v2'.length));

    expect(second.images.map((image) => image.name)).toEqual(['n0003', 'n0004', 'n0005']);
  });
});
