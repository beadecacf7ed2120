import type { ServiceClient } from '../openstack/service.ts';

/** A service and what it takes for the time: times that it has set are compared with that, not with ours. */
export interface ClockedService {
  readonly service: ServiceClient;
  /** Milliseconds since 1970; ours until the service has told its own. */
  readonly now: () => number;
}

/** Reads the time from the service's answers (the Date header: RFC 9110, 6.6.1; whole seconds). */
export function readingClock(service: ServiceClient): ClockedService {
  let told: { readonly date: number; readonly at: number } | null = null;
  return {
    service: {
      ...service,
      async request(request) {
        const answer = await service.request(request);
        const date = Date.parse(answer.headers.date ?? '');
        if (!Number.isNaN(date)) told = { date, at: performance.now() };
        return answer;
      },
    },
    now: () => (told === null ? Date.now() : told.date + (performance.now() - told.at)),
  };
}
