import { describe, expect, it } from 'vitest';
import type { Glance } from '../../src/glance/client.ts';
import { createNameLooks } from '../../src/glance/name-looks.ts';
import { HttpError } from '../../src/model/errors.ts';
import type { Image } from '../../src/model/image.ts';

const refusal = (status: number) =>
  new HttpError({ status, method: 'GET', url: '', detail: '', requestId: null, retryAfter: null });

/** A Glance whose listings wait for the test, and then answer with an image for each name asked for. */
function listingGlance(statusFor: (names: readonly string[]) => number | null = () => null, hidden = false) {
  const asked: (readonly string[])[] = [];
  const held: (() => void)[] = [];
  const glance = {
    info: { features: async () => ({ hidden }) },
    images: {
      async *list({ names = [] }: { names?: readonly string[] }) {
        asked.push(names);
        await new Promise<void>((resolve) => held.push(resolve));
        const status = statusFor(names);
        if (status !== null) throw refusal(status);
        for (const name of names) yield { name } as Image;
        // A database may compare more loosely.
        yield { name: 'CIRROS' } as Image;
      },
    },
  } as unknown as Glance;
  const answer = async () => {
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const resolve of held.splice(0)) resolve();
  };
  return { asked, answer, looks: createNameLooks(glance) };
}

const namesOf = (images: readonly Image[]) => images.map(({ name }) => name);

describe('looks by name', () => {
  it('callers of the same moment share a look, and each gets the images of its name alone', async () => {
    const { asked, answer, looks } = listingGlance();
    const both = Promise.all([looks.named('cirros'), looks.named('alpine'), looks.named('cirros')]);
    await answer();
    expect((await both).map(namesOf)).toEqual([['cirros'], ['alpine'], ['cirros']]);
    expect(asked).toEqual([['cirros', 'alpine']]);
  });

  it('a look asks for visible and for hidden images', async () => {
    const { asked, answer, looks } = listingGlance(undefined, true);
    const found = looks.named('cirros');
    await answer();
    expect(namesOf(await found)).toEqual(['cirros', 'cirros']);
    expect(asked).toHaveLength(2);
  });

  it('a caller that comes during a look gets the answer of the next', async () => {
    const { asked, answer, looks } = listingGlance();
    const first = looks.named('cirros');
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = looks.named('cirros');
    await answer();
    await first;
    await answer();
    await second;
    expect(asked).toEqual([['cirros'], ['cirros']]);
  });

  it('names that are too many for Glance are asked for in halves', async () => {
    const { asked, answer, looks } = listingGlance((names) => (names.length > 1 ? 414 : null));
    const both = Promise.all([looks.named('cirros'), looks.named('alpine')]);
    for (let listing = 0; listing < 3; listing += 1) await answer();
    expect((await both).map(namesOf)).toEqual([['cirros'], ['alpine']]);
    expect(asked).toEqual([['cirros', 'alpine'], ['cirros'], ['alpine']]);
  });

  it('a name that Glance refuses fails no other', async () => {
    const { answer, looks } = listingGlance((names) => (names.includes('bad') ? 400 : null));
    const both = Promise.allSettled([looks.named('bad'), looks.named('good')]);
    for (let listing = 0; listing < 3; listing += 1) await answer();
    expect(await both).toMatchObject([
      { status: 'rejected', reason: { status: 400 } },
      { status: 'fulfilled', value: [{ name: 'good' }] },
    ]);
  });

  it('a Glance that fails is not asked once more for each name', async () => {
    const { asked, answer, looks } = listingGlance(() => 503);
    const both = Promise.allSettled([looks.named('cirros'), looks.named('alpine')]);
    await answer();
    expect(await both).toMatchObject([{ reason: { status: 503 } }, { reason: { status: 503 } }]);
    expect(asked).toHaveLength(1);
  });
});
