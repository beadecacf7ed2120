import { afterAll, describe, expect, test } from 'vitest';
import { openCloud } from './cloud.ts';
import { expectFault, send } from './http.ts';

const cloud = await openCloud();
const { admin, member, target, imageUrl } = cloud;
afterAll(() => cloud.close());

interface Version {
  readonly id: string;
  readonly status: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

describe('Glance without a token', () => {
  test.each([
    ['/', 300],
    ['/versions', 200],
    ['/v1', 300],
    ['/no/such/path', 300],
  ])('Glance without a token answers %s %i with its versions, the newest first', async (path, status) => {
    const answer = await send('GET', imageUrl + path);

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    const versions: Version[] = answer.json.versions;
    expect(versions[0]?.id).toMatch(/^v2\.\d+$/);
    expect(versions[0]?.status).toBe('CURRENT');
    for (const version of versions) {
      expect(version.links[0]).toEqual({ rel: 'self', href: expect.stringMatching(/^http:\/\/.+\/v2\/$/) });
    }
    const minors = versions.map((version) => Number(version.id.slice('v2.'.length)));
    expect(minors).toEqual(minors.toSorted((a, b) => b - a));
    expect(versions.slice(1).every((version) => version.status === 'SUPPORTED')).toBe(true);
  });

  test('Glance refuses to list images without a token: 401, with the address of Keystone', async () => {
    const answer = await send('GET', `${imageUrl}/v2/images`);

    expectFault(answer, 401, /^This server could not verify that you are authorized to access the document/);
    expect(answer.headers['www-authenticate']).toMatch(/^Keystone uri="http:\/\/.+"$/);
  });

  test('Glance refuses to list images with an invalid token', async () => {
    const answer = await send('GET', `${imageUrl}/v2/images`, { token: 'bad' });

    expectFault(answer, 401, /^This server could not verify/);
  });
});

describe('Keystone without a token', () => {
  test('Keystone without a token lists its versions at the root: 300, with a Location', async () => {
    const answer = await send('GET', target.authUrl.replace(/\/v3$/, '/'));

    expect(answer.status).toBe(300);
    expect(answer.headers.location).toMatch(/\/v3\/$/);
    expect(answer.json.versions.values).toMatchObject([
      { id: expect.stringMatching(/^v3\.\d+$/), status: 'stable', links: [{ rel: 'self' }] },
    ]);
  });

  test.each(['', '/'])('Keystone without a token describes version 3 at /v3%s', async (slash) => {
    const answer = await send('GET', target.authUrl + slash);

    expect(answer.status).toBe(200);
    expect(answer.json.version).toMatchObject({
      id: expect.stringMatching(/^v3\.\d+$/),
      status: 'stable',
      links: [{ rel: 'self', href: expect.stringMatching(/\/v3\/$/) }],
    });
  });
});

describe('the service lists', () => {
  test('the service lists its import methods', async () => {
    const answer = await member.glance('GET', '/v2/info/import');

    expect(answer.json['import-methods']).toMatchObject({
      type: 'array',
      value: ['glance-direct', 'web-download', 'copy-image'],
    });
  });

  test('the service lists its stores, the default one marked with a string', async () => {
    const answer = await member.glance('GET', '/v2/info/stores');

    expect(answer.json).toEqual({ stores: [{ id: 'fast', default: 'true' }, { id: 'slow' }] });
  });

  test('the service lists methods and stores in the headers of a new image, with the internal stores', async () => {
    const answer = await admin.glance('POST', '/v2/images', { json: {} });
    await admin.glance('DELETE', `/v2/images/${answer.json.id}`);

    expect(answer.headers['openstack-image-import-methods']).toBe('glance-direct,web-download,copy-image');
    expect(answer.headers['openstack-image-store-ids']).toMatch(/^fast,slow\b/);
    expect(answer.headers.location).toMatch(new RegExp(`/v2/images/${answer.json.id}$`));
  });
});

describe('schemas', () => {
  test('the schema of an image has base properties, which of them are read-only, and strings beside them', async () => {
    const answer = await member.glance('GET', '/v2/schemas/image');

    expect(answer.status).toBe(200);
    const { name, properties, additionalProperties, links } = answer.json;
    expect(name).toBe('image');
    expect(additionalProperties).toEqual({ type: 'string' });
    expect(links).toContainEqual({ rel: 'self', href: '{self}' });
    expect(properties.visibility.enum.toSorted()).toEqual(['community', 'private', 'public', 'shared']);
    expect(properties.disk_format.enum).toEqual(
      expect.arrayContaining([null, 'raw', 'qcow2', 'vmdk', 'iso']),
    );
    expect(properties.name).toMatchObject({ type: ['null', 'string'], maxLength: 255 });
    const readOnly = Object.keys(properties).filter((key) => properties[key].readOnly);
    expect(readOnly.sort()).toEqual([
      'checksum',
      'created_at',
      'direct_url',
      'file',
      'os_hash_algo',
      'os_hash_value',
      'schema',
      'self',
      'size',
      'status',
      'stores',
      'updated_at',
      'virtual_size',
    ]);
  });

  test.each(['images', 'member', 'members'])('the schema of %s is served', async (name) => {
    const answer = await member.glance('GET', `/v2/schemas/${name}`);

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ name, properties: expect.any(Object) });
  });
});

describe('an unknown path or method', () => {
  test('a request is 404 for a path under /v2 that is unknown', async () => {
    expectFault(await admin.glance('GET', '/v2/nothing'), 404, 'The resource could not be found.');
  });

  test('a request is 405 for a method that a resource does not have, and Allow names the others', async () => {
    const answer = await admin.glance('DELETE', '/v2/images');

    expectFault(answer, 405, 'The method DELETE is not allowed for this resource.');
    expect(answer.headers.allow).toBe('GET, POST');
  });

  test('a request is 405 for HEAD of an image or its data', async () => {
    const { id } = await admin.createActive();

    expect((await admin.glance('HEAD', `/v2/images/${id}`)).status).toBe(405);
    expect((await admin.glance('HEAD', `/v2/images/${id}/file`)).status).toBe(405);
  });
});

describe('an error', () => {
  test('an error is a JSON object for a client that accepts JSON, with line breaks after its message', async () => {
    const answer = await admin.glance('GET', '/v2/images/no"<where>', {
      headers: { accept: 'application/json' },
    });

    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json).toEqual({
      code: '404 Not Found',
      title: 'Not Found',
      message: expect.stringMatching(/^No image found with ID no"<where><br \/><br \/>\s*$/),
    });
  });

  test('an error is an HTML page for other clients, with the message escaped', async () => {
    const answer = await admin.glance('GET', '/v2/images/no"<where>');

    expectFault(answer, 404, 'No image found with ID no"<where>');
    expect(answer.text).toContain('No image found with ID no&quot;&lt;where&gt;<br /><br />');
  });

  test('an error is plain text for a client that accepts only plain text', async () => {
    const answer = await admin.glance('GET', '/v2/images/nowhere', { headers: { accept: 'text/plain' } });

    expect(answer.headers['content-type']).toBe('text/plain; charset=UTF-8');
    expect(answer.text).toMatch(/^404 Not Found\n\nNo image found with ID nowhere\s*$/);
  });

  test('an error has the id of its request, as every answer does', async () => {
    const fault = await admin.glance('GET', '/v2/images/nowhere');
    const given = await admin.glance('GET', '/v2/images?limit=1', {
      headers: { 'x-openstack-request-id': 'req-contract' },
    });

    expect(fault.headers['x-openstack-request-id']).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(given.headers['x-openstack-request-id']).toBe('req-contract');
  });
});
