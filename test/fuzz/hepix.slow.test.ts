import fc from 'fast-check';
import { expect } from 'vitest';
import { listProperties } from '../../src/publisher/hepix/list-properties.ts';
import { nameImages } from '../../src/publisher/hepix/name-images.ts';
import { isPermitted, parseNamespaces, parseSigningPolicy } from '../../src/publisher/hepix/namespaces.ts';
import { parseImageList } from '../../src/publisher/hepix/parse-list.ts';
import type { PublishedListImage } from '../../src/publisher/hepix/read-image-list.ts';
import { fitsPattern } from '../../src/publisher/hepix/select-images.ts';
import { isSmime, splitPem, withoutPartHeaders } from '../../src/publisher/hepix/smime.ts';
import { imageList } from '../publisher/hepix/lists.ts';
import { HOSTILE_TEXTS, scalar, text } from './arbitraries.ts';
import { describeParser } from './harness.ts';

const KEYS = [
  'dc:identifier',
  'dc:title',
  'dc:date:expires',
  'hv:uri',
  'hv:size',
  'hv:format',
  'hv:version',
  'hv:images',
  'hv:endorser',
  'sl:checksum:sha512',
  'sl:checksum:md5',
  ...HOSTILE_TEXTS.slice(0, 10),
];
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(text, scalar, { maxKeys: 3 }),
);
const changes = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 3 });

/** The images and facts that are read must be usable, for any list. */
function read(list: Buffer | string): void {
  const parsed = parseImageList(Buffer.from(list), 'image list L');
  for (const image of parsed.images) {
    expect(image.location.url).toMatch(/^https?:\/\/[^@/]+(?:\/|$)/);
    expect(Number.isSafeInteger(image.size) && image.size >= 0).toBe(true);
    expect(image.digests.sha512).toMatch(/^[0-9a-f]{128}$/);
  }
  for (const { reason } of parsed.dropped) expect(reason.length).toBeLessThan(600);
  const images = parsed.images as unknown as readonly PublishedListImage[];
  for (const image of images) {
    for (const convention of ['vmcatcher', 'appliance', 'cloudkeeper'] as const) {
      const properties = listProperties(convention, parsed, { ...image, expires: parsed.expires });
      expect(Object.values(properties).every((text) => typeof text === 'string' && text !== '')).toBe(true);
    }
  }
  nameImages(parsed, images, null);
}

describeParser('HEPiX image lists', (fuzz) => {
  fuzz('any bytes', fc.uint8Array(), (bytes) => read(Buffer.from(bytes)));
  fuzz('any JSON', fc.json(), (json) => read(json));
  fuzz('a list with other values', changes, (list) => read(imageList(list)));
  fuzz('images with other values', fc.array(changes, { maxLength: 4 }), (images) =>
    read(imageList({}, images)),
  );
  fuzz(
    'a list with a piece replaced by any text',
    fc.tuple(fc.nat(), fc.nat(), text),
    ([from, to, between]) => {
      const whole = imageList();
      read(whole.slice(0, from % whole.length) + between + whole.slice(to % whole.length));
    },
  );
  fuzz('deeply nested JSON', fc.integer({ min: 1, max: 100_000 }), (depth) => read('['.repeat(depth)), {
    share: 0.2,
  });
});

describeParser('CA namespaces and signing policies', (fuzz) => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...['TO', 'Issuer', 'SELF', 'PERMIT', 'DENY', 'Subject', '"/CN=a"', '\\', '\n', "'", '"'],
        ...['access_id_CA', 'X509', 'cond_subjects', 'globus', '\'"/CN=*" "/CN=b"\'', '"["', '"(((".*"'],
      ),
      text,
    ),
    { maxLength: 60 },
  );
  const joined = words.map((all) => all.join(' '));
  fuzz('any file, for any name', fc.tuple(joined, text), ([file, name]) => {
    for (const rules of [parseNamespaces(file), parseSigningPolicy(file)]) isPermitted(rules, name);
  });
  fuzz(
    'long runs of quotes',
    fc.integer({ min: 1, max: 20_000 }),
    (times) => {
      for (const piece of ['"', "'", `"'`, '\\\n', ' \t']) {
        parseNamespaces(piece.repeat(times));
        parseSigningPolicy(piece.repeat(times));
      }
    },
    { share: 0.2 },
  );
});

describeParser('S/MIME headers and PEM', (fuzz) => {
  const line = fc.oneof(
    text,
    fc.constantFrom(
      ...['Content-Type: multipart/signed;', 'content-type:', '', 'application/x-pkcs7-mime'],
      ...['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'],
    ),
  );
  const document = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\r\n'));
  fuzz('any document', document, (file) => {
    isSmime(Buffer.from(file));
    const rest = withoutPartHeaders(Buffer.from(file));
    expect(
      Buffer.from(file)
        .subarray(-rest.length || undefined)
        .equals(rest) || rest.length === 0,
    ).toBe(true);
    for (const pem of splitPem(file)) expect(pem).toMatch(/^-----BEGIN.*-----END CERTIFICATE-----\n$/s);
  });
  fuzz(
    'long runs of one repeated piece',
    fc.integer({ min: 1, max: 100_000 }),
    (times) => {
      for (const piece of ['content-type:', 'content-type: \t', '\r\n', '-----BEGIN CERTIFICATE-----', '-']) {
        const file = piece.repeat(times);
        isSmime(Buffer.from(file));
        withoutPartHeaders(Buffer.from(file));
        splitPem(file);
      }
    },
    { share: 0.2 },
  );
});

describeParser('patterns of a selection', (fuzz) => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });
  fuzz('any pattern as a regular expression would', fc.tuple(few, few), ([subject, pattern]) => {
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's');
    expect(fitsPattern(subject, pattern)).toBe(expression.test(subject));
  });
});
