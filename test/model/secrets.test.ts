import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secrets } from '../../src/model/secrets.ts';

const SECRET = 'gAAAAABm0123456789abcdefghijklmnopqrstuvwxyz';
const PASSWORD = 'pä55 "wörd"/+%&=';

function redacting(...values: readonly string[]) {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return (text: string) => secrets.redact(text);
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Forms in which an echo may hold a text. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in a URL': (text) => encodeURIComponent(Buffer.from(text).toString()),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  hex,
  'hex in upper case': (text) => hex(text).toUpperCase(),
  'hex with colons': (text) => hex(text).replace(/(..)(?!$)/g, '$1:'),
  'hex as xxd prints it': (text) => hex(text).replace(/(....)(?!$)/g, '$1 '),
  base64,
  'base64 behind a name': (text) => base64(`admin:${text}`),
  'base64 behind and before others': (text) => base64(`a:${text}:b`),
  base64url: (text) => Buffer.from(text).toString('base64url'),
};

/** How many digits at either end of an encoding hold bits of other characters as well. */
const FOREIGN: Readonly<Record<string, readonly [before: number, after: number]>> = {
  base64: [0, 1],
  'base64 behind a name': [8, 1],
  'base64 behind and before others': [3, 4],
  base64url: [0, 1],
};

/** What no output may hold of a piece: the digits of its encoding that the piece alone decides. */
function core(form: string, encoded: string): string {
  const [before, after] = FOREIGN[form] ?? [0, 0];
  const digits = form in FOREIGN ? encoded.replace(/=*$/, '') : encoded;
  return digits.slice(before, digits.length - after);
}

describe('a secret in a text', () => {
  it.each([
    ['the whole', `x ${SECRET} y`, 'x *** y'],
    ['8 characters', `x ${SECRET.slice(5, 13)} y`, 'x *** y'],
    ['7 characters, which may be anything', `x ${SECRET.slice(5, 12)} y`, `x ${SECRET.slice(5, 12)} y`],
    ['two pieces', `${SECRET.slice(0, 16)}-${SECRET.slice(9, 30)}`, '***-***'],
    ['two pieces without anything between them', SECRET.slice(20) + SECRET.slice(0, 20), '***'],
    ['user and password in base64', `Basic ${base64(`admin:${SECRET}`)}`, 'Basic YWRtaW4***'],
    ['none', 'no secret here', 'no secret here'],
    ['nothing', '', ''],
  ])('a secret in a text is masked: %s', (_what, text, shown) => {
    expect(redacting('shrt', SECRET)(text)).toBe(shown);
  });

  it.each([
    ['as it is', 'x shrt y', 'x *** y'],
    ['in a URL', 'x s%2Fr%22 y', 'x *** y'],
    ['in base64', `x ${base64('shrt')} y`, 'x *** y'],
    ['in part, which may be anything', 'x shr y', 'x shr y'],
  ])('a secret with four characters is masked as a whole: %s', (_form, text, shown) => {
    expect(redacting('shrt', 's/r"')(text)).toBe(shown);
  });

  it.each(Object.entries(ENCODINGS))(
    'a secret never stays, and no piece of 8 or more characters: %s',
    (form, encode) => {
      const secret = fc.oneof(fc.string({ minLength: 8, maxLength: 60 }), fc.constantFrom(SECRET, PASSWORD));
      const noise = fc.string({ maxLength: 20 });
      fc.assert(
        fc.property(secret, fc.nat(60), fc.nat(60), noise, noise, (value, from, more, before, after) => {
          const start = from % (value.length - 7);
          const piece = value.slice(start, start + 8 + (more % (value.length - start - 7)));
          const shown = redacting(value)(`${before} ${encode(piece)} ${after}`);
          const left = core(form, encode(piece));
          if (!`${before}  ${after}***`.includes(left)) expect(shown).not.toContain(left);
        }),
      );
    },
  );

  it('a secret never stays between other pieces', () => {
    const piece = fc.tuple(fc.nat(SECRET.length - 8), fc.integer({ min: 8, max: SECRET.length }));
    const encode = fc.constantFrom(...Object.values(ENCODINGS));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.tuple(piece, encode))), (parts) => {
        const text = parts
          .map((part) =>
            typeof part === 'string' ? part : part[1](SECRET.slice(part[0][0], part[0][0] + part[0][1])),
          )
          .join('');
        const shown = redacting(SECRET)(text);
        for (let at = 0; at + 8 <= SECRET.length; at += 1) {
          expect(shown).not.toContain(SECRET.slice(at, at + 8));
          expect(shown.toLowerCase()).not.toContain(hex(SECRET.slice(at, at + 8)));
        }
      }),
    );
  });

  it('a text that has nothing of a secret stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redacting()(text)).toBe(text);
        expect(redacting('\u{1F511}\u{1F511}\u{1F511}\u{1F511}\u{1F511}')(text)).toBe(text);
      }),
    );
  });

  it('a secret is masked once: a second pass changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), (value, text) => {
        fc.pre(!value.includes('***'));
        const redact = redacting(value);
        const once = redact(`${text}${value}${text}`);
        expect(redact(once)).toBe(once);
      }),
    );
  });
});

it('a word of Glance that a password contains stays, and the password does not', () => {
  const redact = redacting('openstack123');
  expect(redact('/owner_specified.openstack.sha256')).toBe('/owner_specified.openstack.sha256');
  expect(redact('openstack123, openstack12 and stack123')).toBe('***, op*** and ***');
});

it('a name that belongs to a password is no secret by itself', () => {
  const secrets = new Secrets();
  secrets.addWhole('administrator:hidden-password');
  expect(secrets.redact('administrator')).toBe('administrator');
  expect(secrets.redact(`Basic ${base64('administrator:hidden-password')}`)).toBe('Basic ***');
});

it('a report of two megabytes with twenty secrets takes under three seconds of processor time', () => {
  const tokens = Array.from({ length: 20 }, (_, at) => SECRET.repeat(5).slice(at) + at);
  const redact = redacting(...tokens);
  redact('warm');
  const text = 'The quick brown fox 0123 jumps over sha256:9f86d081884c7d659a2feaa0c55ad015. '.repeat(27_000);
  const began = process.cpuUsage();
  redact(text);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(3000);
});
