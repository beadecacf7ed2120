import { beforeAll, expect, test } from 'vitest';
import { VerificationError } from '../../../src/model/errors.ts';
import type { Published } from '../../../src/model/published.ts';
import type { SimplestreamsReference } from '../../../src/model/reference.ts';
import { resolveSimplestreams } from '../../../src/publisher/simplestreams/resolve.ts';
import { createGnuPg, type GnuPg } from '../../support/gnupg.ts';
import { options, serve } from '../../support/source-server.ts';
import {
  bytesOf,
  type Documents,
  indexOf,
  mirrorOf,
  PRODUCTS_PATH,
  productsOf,
  referenceTo,
} from './mirror.ts';

const PUBLISHER = 'Publisher <publisher@images.example>';
const STRANGER = 'Stranger <stranger@elsewhere.example>';
const INDEX = 'streams/v1/index.json';
const SIGNED_INDEX = 'streams/v1/index.sjson';
const SIGNED_PRODUCTS = PRODUCTS_PATH.replace('.json', '.sjson');

let gnupg: GnuPg;
let keyring: string;

beforeAll(async () => {
  gnupg = await createGnuPg();
  await gnupg.newKey(PUBLISHER);
  await gnupg.newKey(STRANGER);
  keyring = await gnupg.keyring([PUBLISHER]);
});

function clearsigned(document: object, user = PUBLISHER): Promise<Buffer> {
  return gnupg.clearsign(bytesOf(document).toString(), user);
}

async function detached(document: object, user = PUBLISHER): Promise<Buffer> {
  return gnupg.sign(bytesOf(document), user);
}

/**
 * A mirror as Ubuntu publishes it: index and products file are clearsigned, and the paths in the index end in `.sjson`.
 */
async function clearsignedMirror(): Promise<Documents> {
  return {
    [SIGNED_INDEX]: await clearsigned(indexOf(SIGNED_PRODUCTS)),
    [SIGNED_PRODUCTS]: await clearsigned(productsOf()),
  };
}

/** A mirror with a signature beside each document. */
async function detachedMirror(): Promise<Documents> {
  return {
    [INDEX]: indexOf(),
    [`${INDEX}.gpg`]: await detached(indexOf()),
    [PRODUCTS_PATH]: productsOf(),
    [`${PRODUCTS_PATH}.gpg`]: await detached(productsOf()),
  };
}

async function resolved(
  documents: Documents,
  more: Partial<SimplestreamsReference> = {},
): Promise<Published> {
  const { url } = await serve(mirrorOf(documents));
  return resolveSimplestreams(referenceTo(url, { keyring, ...more }), options());
}

test('clearsigned documents of a mirror are verified', async () => {
  const { signature, version } = await resolved(await clearsignedMirror());
  expect(version).toBe('20240423.1');
  expect(signature).toMatchObject({
    status: 'verified',
    method: 'openpgp',
    by: expect.stringContaining('Publisher'),
  });
});

test('documents with signatures beside them are verified when none are clearsigned', async () => {
  const { signature, version } = await resolved(await detachedMirror());
  expect(version).toBe('20240423.1');
  expect(signature.status).toBe('verified');
});

test('the signature beside a named index is requested', async () => {
  const { url, requests } = await serve(mirrorOf(await detachedMirror()));
  await resolveSimplestreams(referenceTo(url, { keyring, index: INDEX }), options());
  expect(requests.map((request) => request.url?.replace('/releases/', ''))).toEqual([
    INDEX,
    `${INDEX}.gpg`,
    PRODUCTS_PATH,
    `${PRODUCTS_PATH}.gpg`,
  ]);
});

test('a clearsigned document is read without a keyring, and its signature counts as unchecked', async () => {
  const documents = await clearsignedMirror();
  const { signature } = await resolved(documents, { keyring: null, index: SIGNED_INDEX });
  expect(signature).toEqual({ status: 'unchecked', method: 'openpgp' });
});

test('a mirror without signatures is refused when a keyring is given', async () => {
  const documents = { [INDEX]: indexOf(), [PRODUCTS_PATH]: productsOf() };
  await expect(resolved(documents)).rejects.toThrow(
    /no signed index: .*index.sjson.*404.*index.json.gpg.*404/,
  );
});

test('an unsigned products file is refused, although the index is signed', async () => {
  const documents = await detachedMirror();
  const { [`${PRODUCTS_PATH}.gpg`]: _, ...without } = documents;
  await expect(resolved(without)).rejects.toThrow(/the signature of .*download.json cannot be read/);
  const mixed = { ...(await clearsignedMirror()), [SIGNED_PRODUCTS]: productsOf() };
  await expect(resolved(mixed)).rejects.toThrow(/the signature of .*download.sjson cannot be read/);
});

test('a products file is refused when it was changed after it was signed', async () => {
  const documents = await clearsignedMirror();
  const changed = bytesOf(documents[SIGNED_PRODUCTS]!).toString().replace('"size": 123', '"size": 124');
  const resolving = resolved({ ...documents, [SIGNED_PRODUCTS]: changed });
  await expect(resolving).rejects.toThrow(VerificationError);
  await expect(resolving).rejects.toThrow('is bad');
});

test('a changed clearsigned index is refused, although a valid one with a signature beside it exists', async () => {
  const [clear, beside] = await Promise.all([clearsignedMirror(), detachedMirror()]);
  const changed = bytesOf(clear[SIGNED_INDEX]!).toString().replace('2015', '2016');
  await expect(resolved({ ...beside, ...clear, [SIGNED_INDEX]: changed })).rejects.toThrow('is bad');
});

test('a products file is refused when a key outside the keyring signed it', async () => {
  const documents = await clearsignedMirror();
  const forged = await clearsigned(productsOf(), STRANGER);
  await expect(resolved({ ...documents, [SIGNED_PRODUCTS]: forged })).rejects.toMatchObject({
    name: 'VerificationError',
    message: expect.stringMatching(new RegExp(`download\\.sjson .*\\b[0-9A-F]{16}, .*${keyring} `)),
  });
});

test('the signed products file of another stream is refused', async () => {
  const documents = await clearsignedMirror();
  const daily = await clearsigned({ ...productsOf(), content_id: 'com.ubuntu.cloud:daily:download' });
  await expect(resolved({ ...documents, [SIGNED_PRODUCTS]: daily })).rejects.toThrow(VerificationError);
});
