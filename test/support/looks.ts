import type { Patience } from '../../src/glance/watch.ts';
import type { FaultReply } from '../../src/sandbox/server.ts';
import type { Bench } from './bench.ts';

/** 15 minutes of patience, on a clock that advances this many minutes with every look at an image. */
export function minutesALook(minutes: number, bench: Pick<Bench, 'requests'>): Patience {
  const looks = () => bench.requests.filter((request) => /^GET \/v2\/images\/[^/]+$/.test(request)).length;
  return { stalledMs: 15 * 60_000, intervalMs: 0, now: () => looks() * minutes * 60_000 };
}

/** An answer to a look at an image, in place of Glance's answer: a staged image with these fields. */
export function shownAs(fields: object): FaultReply {
  const image = {
    id: '00000000-0000-4000-8000-000000000000',
    name: 'cirros (staged)',
    visibility: 'private',
    tags: [],
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    'owner_specified.reconcile.role': 'staged',
    ...fields,
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(image) };
}
