import { describe, expect, it } from 'vitest';
import { completeSource, planSource } from '../../src/plan/plan-source.ts';

const auth = { scheme: 'bearer', token: 'opensesame' } as const;
const URL_OF = 'https://images.example/a.img';

describe('a source in a plan', () => {
  it('holds a short digest of its query alone: the same whatever it is asked of', () => {
    const digestOf = (url: string) => {
      const planned = planSource({ kind: 'http', url });
      return planned.kind === 'http' ? planned.queryDigest : null;
    };
    expect(digestOf(`${URL_OF}?token=1`)).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(`${URL_OF}?token=1`)).toBe(digestOf('https://mirror.example/b.img?token=1'));
    expect(digestOf(`${URL_OF}?token=1`)).not.toBe(digestOf(`${URL_OF}?token=2`));
    expect(planSource({ kind: 'http', url: URL_OF })).toStrictEqual({ kind: 'http', url: URL_OF });
  });

  it('that needs a query which nobody knows any more cannot be used', () => {
    expect(completeSource(planSource({ kind: 'http', url: `${URL_OF}?token=1` }), undefined)).toBeNull();
  });

  it('gets its credentials from the same address, and never from another one', () => {
    const planned = planSource({ kind: 'http', url: URL_OF, auth });
    const known = { kind: 'http', url: URL_OF, auth } as const;
    expect(completeSource(planned, known)).toBe(known);
    expect(completeSource(planned, { ...known, url: 'https://images.example/b.img' })).toBeNull();
    expect(completeSource(planned, { kind: 'file', path: '/a.img' })).toBeNull();
  });

  it('is used as it was planned where it needs nothing', () => {
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
