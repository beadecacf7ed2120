import { afterAll, expect, test } from 'vitest';
import { openCloud } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member } = cloud;
afterAll(() => cloud.close());

const tagPath = (id: string, tag: string): string => `/v2/images/${id}/tags/${encodeURIComponent(tag)}`;

test('PUT adds a tag, also a second time', async () => {
  const { id } = await admin.create({ tags: ['first'] });

  for (let time = 0; time < 2; time++) {
    const answer = await admin.glance('PUT', tagPath(id, 'sec ond'));
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
  }
  expect((await admin.image(id)).tags.toSorted()).toEqual(['first', 'sec ond']);
});

test('DELETE removes a tag; a missing tag is 404', async () => {
  const { id } = await admin.create({ tags: ['a', 'b'] });

  expect((await admin.glance('DELETE', tagPath(id, 'a'))).status).toBe(204);
  expect((await admin.image(id)).tags).toEqual(['b']);
  expectFault(await admin.glance('DELETE', tagPath(id, 'a')), 404, 'The resource could not be found.');
});

test('a tag with a slash is 404 in a path; PATCH accepts it', async () => {
  const { id } = await admin.create();

  expectFault(await admin.glance('PUT', tagPath(id, 'a/b')), 404, 'The resource could not be found.');
  const answer = await admin.patch(id, [{ op: 'replace', path: '/tags', value: ['a/b'] }]);
  expect(answer.json.tags).toEqual(['a/b']);
});

test('a tag beyond ASCII is misread as Latin-1 in a path; PATCH keeps it', async () => {
  const { id } = await admin.create();

  await admin.glance('PUT', tagPath(id, 'ü'));
  expect((await admin.image(id)).tags).toEqual(['Ã¼']);

  const answer = await admin.patch(id, [{ op: 'replace', path: '/tags', value: ['ü'] }]);
  expect(answer.json.tags).toEqual(['ü']);
});

test('a tag of more than 255 characters is 400', async () => {
  const { id } = await admin.create();

  expectFault(
    await admin.glance('PUT', tagPath(id, 't'.repeat(256))),
    400,
    /^Provided object does not match schema 'image': 't+' is too long/,
  );
});

test('more than 128 tags are 413', async () => {
  const { id } = await admin.create({ tags: Array.from({ length: 128 }, (_, index) => `t${index}`) });

  expectFault(
    await admin.glance('PUT', tagPath(id, 'one more')),
    413,
    /The limit has been exceeded on the number of allowed image tags\. Attempted: 129, Maximum: 128/,
  );
});

test("a tag for another project's image is 404 where the image is not visible", async () => {
  const { id } = await admin.create({ visibility: 'private' });

  expect((await member.glance('PUT', tagPath(id, 'mine'))).status).toBe(404);
});
