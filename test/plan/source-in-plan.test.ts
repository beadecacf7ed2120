import { describe, expect, it } from 'vitest';
import { completeSource, planSource } from '../../src/model/source/redact-source.ts';

const auth = { scheme: 'bearer', token: 'opensesame' } as const;
const URL_OF = 'https://images.example/a.img';

describe('a source in a plan', () => {
  it('a source in a plan has a short digest of its query, which is always the same', () => {
    const digestOf = (url: string) => {
      const planned = planSource({ kind: 'http', url });
      return planned.kind === 'http' ? planned.queryDigest : null;
    };
    expect(digestOf(`${URL_OF}?token=1`)).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(`${URL_OF}?token=1`)).toBe(digestOf('https://mirror.example/b.img?token=1'));
    expect(digestOf(`${URL_OF}?token=1`)).not.toBe(digestOf(`${URL_OF}?token=2`));
    expect(planSource({ kind: 'http', url: URL_OF })).toStrictEqual({ kind: 'http', url: URL_OF });
  });

  it('a source in a plan cannot be used when it needs a query that the state file no longer has', () => {
    expect(completeSource(planSource({ kind: 'http', url: `${URL_OF}?token=1` }), undefined)).toBeNull();
  });

  it('a source in a plan gets its credentials from the same address, and from no other', () => {
    const planned = planSource({ kind: 'http', url: URL_OF, auth });
    const known = { kind: 'http', url: URL_OF, auth } as const;
    expect(completeSource(planned, known)).toBe(known);
    expect(completeSource(planned, { ...known, url: 'https://images.example/b.img' })).toBeNull();
    expect(completeSource(planned, { kind: 'file', path: '/a.img' })).toBeNull();
  });

  it('a source in a plan is used as planned when it needs no secrets', () => {
    const planned = { kind: 'file', path: '/a.img' } as const;
    const same = { kind: 'file', path: '/a.img' } as const;
    expect(completeSource(planned, same)).toBe(same);
    expect(completeSource(planned, { kind: 'file', path: '/b.img' })).toBe(planned);
    expect(completeSource(planned, { kind: 'http', url: URL_OF })).toBe(planned);
    expect(completeSource(planned, undefined)).toBe(planned);
    const open = { kind: 'http', url: URL_OF } as const;
    expect(completeSource(open, { kind: 'http', url: `${URL_OF}?token=1` })).toBe(open);
  });
});

describe('several places of the same bytes', () => {
  const places = [
    { kind: 'file', path: '/a.img' },
    { kind: 'http', url: 'http://a.example/x?token=t', auth: { scheme: 'bearer', token: 'secret' } },
  ] as const;
  const known = { kind: 'alternatives', places } as const;

  it('several places of the same bytes are planned without secrets, and completed only by the same places', () => {
    const planned = planSource(known);
    expect(JSON.stringify(planned)).not.toMatch(/secret|token=t/);
    expect(completeSource(planned, known)).toBe(known);
    expect(completeSource(planned, undefined)).toBeNull();
    expect(completeSource(planned, { kind: 'alternatives', places: [places[1], places[0]] })).toBeNull();
    expect(completeSource(planned, { kind: 'alternatives', places: [places[0]] })).toBeNull();
    expect(completeSource(planned, places[0])).toBeNull();
  });

  it('several places of the same bytes are used as planned when they need no secrets', () => {
    const plain = { kind: 'alternatives', places: [places[0]] } as const;
    expect(completeSource(planSource(plain), undefined)).toEqual(plain);
  });
});

describe('an image of another Glance', () => {
  const source = { kind: 'glance', cloud: 'a', region: null, image: 'i' } as const;

  it('an image of another Glance is planned unchanged, and differs with another cloud, region or id', () => {
    expect(planSource(source)).toBe(source);
    expect(completeSource({ ...source }, source)).toBe(source);
    for (const other of [{ image: 'j' }, { cloud: 'b' }, { region: 'r' }]) {
      const planned = { ...source, ...other };
      expect(completeSource(planned, source)).toBe(planned);
    }
    expect(completeSource({ kind: 'file', path: '/a' }, source)).toEqual({ kind: 'file', path: '/a' });
  });
});
