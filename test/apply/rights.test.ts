import { expect, it } from 'vitest';
import { createRights } from '../../src/apply/rights.ts';
import { HttpError } from '../../src/model/errors.ts';
import { setOperation, type Visibility } from '../../src/model/image.ts';
import type { Step } from '../../src/model/step.ts';

const publishAs = (visibility: Visibility): readonly Step[] => [
  { kind: 'publish', patch: [setOperation('visibility', visibility)] },
];

/** A Glance that answers each question with one of these statuses, in order; 200: it ignored the second operation. */
function glanceThat(...answers: readonly number[]) {
  const asked: string[] = [];
  const patch = async (id: string, operations: readonly { readonly value?: unknown }[]) => {
    asked.push(`${id} ${operations.map(({ value }) => value ?? 'remove').join(' ')}`);
    const status = answers[Math.min(asked.length, answers.length) - 1] ?? 200;
    if (status === 200) return {};
    throw new HttpError({
      status,
      method: 'PATCH',
      url: 'http://glance/',
      detail: 'no',
      requestId: null,
      retryAfter: null,
    });
  };
  const rights = createRights({ images: { patch } } as never, new AbortController().signal);
  return { rights, asked };
}

it('a granted right is asked for once a run and visibility', async () => {
  const { rights, asked } = glanceThat(409);
  for (const id of ['one', 'two']) await rights.assertMayPublish(publishAs('public'), id);
  await rights.assertMayPublish(publishAs('community'), 'three');
  expect(asked).toEqual(['one public remove', 'three community remove']);
});

it('a refused right is refused to every image of the run', async () => {
  const { rights, asked } = glanceThat(403);
  for (const id of ['one', 'two'])
    await expect(rights.assertMayPublish(publishAs('public'), id)).rejects.toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('the role admin'),
    });
  expect(asked).toHaveLength(1);
});

it('no right is asked for to publish a private or shared image, or to publish none', async () => {
  const { rights, asked } = glanceThat(403);
  await rights.assertMayPublish(publishAs('private'), 'one');
  await rights.assertMayPublish(publishAs('shared'), 'one');
  await rights.assertMayPublish([{ kind: 'recheck' }], 'one');
  expect(asked).toEqual([]);
});

it('an image that a service made public by the question is private again at once', async () => {
  const { rights, asked } = glanceThat(200);
  await rights.assertMayPublish(publishAs('public'), 'one');
  expect(asked).toEqual(['one public remove', 'one private']);
});

it('a service that fails is asked again for the next image', async () => {
  const { rights, asked } = glanceThat(503, 409);
  await expect(rights.assertMayPublish(publishAs('public'), 'one')).rejects.toMatchObject({ status: 503 });
  await rights.assertMayPublish(publishAs('public'), 'two');
  expect(asked).toHaveLength(2);
});
