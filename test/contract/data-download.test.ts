import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../support/digest.ts';
import { openCloud } from './cloud.ts';
import { type Answer, expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member } = cloud;
afterAll(() => cloud.close());

const DATA = 'hello world';
let path = '';
beforeAll(async () => {
  path = `/v2/images/${(await admin.createActive({}, DATA)).id}/file`;
});

function download(range?: string): Promise<Answer> {
  return admin.glance('GET', path, range === undefined ? {} : { headers: { range } });
}

test('GET gives the bytes, their length, and their md5 in hexadecimal', async () => {
  const answer = await download();

  expect(answer.status).toBe(200);
  expect(answer.text).toBe(DATA);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '11',
    'content-md5': digest('md5', DATA),
  });
});

describe('a range', () => {
  test.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-5', 'world', 'bytes 6-10/11'],
    ['bytes=6-100', 'world', 'bytes 6-10/11'],
    ['bytes=10-10', 'd', 'bytes 10-10/11'],
  ])('a range is answered as promised: %s', async (range, text, contentRange) => {
    const answer = await download(range);

    expect(answer.status).toBe(206);
    expect(answer.text).toBe(text);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect(answer.headers['content-length']).toBe(String(text.length));
    // The digest is that of the whole image all the same.
    expect(answer.headers['content-md5']).toBe(digest('md5', DATA));
  });

  test.each([
    ['bytes=11-', /^The Range requested is not available\. Invalid start position in Range header\./],
    ['bytes=5-2', 'The Range requested is not available. Invalid Range header.'],
    ['nonsense', 'The Range requested is not available. Invalid Range header.'],
  ])('a range %s is 416', async (range, message) => {
    expectFault(await download(range), 416, message);
  });

  test('two ranges at once are 400', async () => {
    expectFault(
      await download('bytes=0-1,3-4'),
      400,
      'Requests with multiple ranges are not supported in Glance. You may make multiple single-range requests instead.',
    );
  });
});

test('an image without data is 204', async () => {
  const { id } = await admin.create();
  const answer = await admin.glance('GET', `/v2/images/${id}/file`);

  expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
});

test('an image with empty data is 200, with an empty body', async () => {
  const { id } = await admin.create();
  await admin.upload(id, '');
  const answer = await admin.glance('GET', `/v2/images/${id}/file`);

  expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: '' });
});

test('an image that is not visible to the project is 404', async () => {
  const { id } = await admin.createActive({ visibility: 'private' });
  const answer = await member.glance('GET', `/v2/images/${id}/file`);

  expectFault(answer, 404, `No image found with ID ${id}`);
});
