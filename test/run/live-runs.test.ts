import { describe, expect, it } from 'vitest';
import type { ImageStatus } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { ServiceClient, ServiceResponse } from '../../src/openstack/service.ts';
import { readingClock } from '../../src/run/connect.ts';
import { busyImages, ownRun } from '../../src/run/live-runs.ts';
import { live, marked } from '../support/plan-input.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const HERE = ownRun().split(':')[0];
const [, OWN_PID, OWN_START] = ownRun().split(':');

/** True when a staged image with these properties, last changed `minutes` ago, counts as busy. */
function isLeftAlone(run: string, minutes: number, status: ImageStatus = 'queued', more = {}): boolean {
  const updatedAt = new Date(NOW - minutes * 60_000).toISOString();
  const properties = marked('staged', { [MARKER.run]: run, ...more });
  const image = live({ status, updatedAt, createdAt: '2026-04-01T00:00:00Z', properties });
  return busyImages([image], NOW).has(image.id);
}

describe('an image that a run on another host staged', () => {
  it.each(['queued', 'active', 'deactivated'] as const)(
    'an image of another host is left alone for some minutes after the last sign of life (%s)',
    (status) => {
      expect(isLeftAlone('elsewhere:1:1', 2, status)).toBe(true);
      expect(isLeftAlone('elsewhere:1:1', 4, status)).toBe(false);
    },
  );

  it.each(['saving', 'uploading', 'importing'] as const)(
    'an image of another host is left alone while Glance itself is at work on it (%s)',
    (status) => {
      expect(isLeftAlone('elsewhere:1:1', 20 * 60, status)).toBe(true);
      expect(isLeftAlone('elsewhere:1:1', 25 * 60, status)).toBe(false);
    },
  );

  it('an image of another host is busy while its import waits for its turn', () => {
    const unchecked = { [MARKER.unchecked]: 'web-download' };
    expect(isLeftAlone('elsewhere:1:1', 60, 'queued', unchecked)).toBe(true);
    expect(isLeftAlone('elsewhere:1:1', 60, 'active', unchecked)).toBe(false);
  });
});

describe('an image that a run on this host staged', () => {
  it('an image that a run on this host staged is busy while the process of that run lives, even if the run is silent', () => {
    expect(isLeftAlone(`${HERE}:1:`, 10_000)).toBe(true);
    expect(isLeftAlone(`${HERE}:${2 ** 22 + 1}:1`, 0)).toBe(false);
    expect(isLeftAlone(`${HERE}:${OWN_PID}:${Number(OWN_START) + 1}`, 0)).toBe(false);
  });

  it('an image that a run on this host staged is not busy for that run itself', () => {
    expect(isLeftAlone(ownRun(), 0)).toBe(false);
  });
});

it('only a staged image with the mark of a run is busy', () => {
  const images = [
    live({ properties: marked('current', { [MARKER.run]: 'elsewhere:1:1' }) }),
    live({ properties: marked('staged') }),
    live({}),
  ].map((image) => ({ ...image, updatedAt: new Date(NOW).toISOString() }));
  expect(busyImages(images, NOW)).toEqual(new Set());
});

describe('the clock of the service', () => {
  function service(...dates: readonly (string | undefined)[]): ServiceClient {
    const left = [...dates];
    return {
      request: async () => {
        const date = left.shift();
        return { status: 200, headers: date === undefined ? {} : { date } } as unknown as ServiceResponse;
      },
      endpoint: async () => '',
      ensureToken: async () => {},
    };
  }
  const ask = { method: 'GET', path: '/' } as const;

  it('the clock of the service comes from the answers of the service, not from the clock of this host', async () => {
    const clocked = readingClock(service('Fri, 01 May 2026 12:00:00 GMT', undefined, 'no date'));
    for (let times = 0; times < 3; times++) await clocked.service.request(ask);
    expect(clocked.now()).toBeGreaterThanOrEqual(NOW);
    expect(clocked.now()).toBeLessThan(NOW + 60_000);
  });

  it('the clock of the service is the clock of this host when the service sends no Date', async () => {
    const clocked = readingClock(service(undefined));
    await clocked.service.request(ask);
    expect(Math.abs(clocked.now() - Date.now())).toBeLessThan(60_000);
  });
});
