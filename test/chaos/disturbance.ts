/** An instant in the life of one request at which the program is killed. */
export const KILLS = [
  'kill before',
  'kill after',
  'kill in mid-body',
  // The service goes on waiting for the rest for a while.
  'kill in mid-body, unnoticed',
] as const;
export type Kill = (typeof KILLS)[number];

/** What a service does instead of answering properly, once. */
export type Fault =
  /** Answers so and does nothing. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Does what is asked, and answers 504 all the same, as a proxy does that lost patience. */
  | { readonly kind: 'late-504' }
  /** Breaks the connection before anything is done. */
  | { readonly kind: 'reset' }
  /** Breaks the connection in the middle of the request's body. */
  | { readonly kind: 'reset-in-mid-body' }
  /** Does what is asked and breaks the connection instead of answering. */
  | { readonly kind: 'lost-answer' }
  /** Does what is asked and breaks the connection in the middle of the answer. */
  | { readonly kind: 'half-answer' }
  /** Does what is asked and sends the first half of the answer as if it were all. */
  | { readonly kind: 'cut-answer' }
  /** Never answers, and does nothing. */
  | { readonly kind: 'stall' }
  /** Does what is asked and never answers. */
  | { readonly kind: 'stall-after' }
  /** Answers properly, a few bytes at a time. */
  | { readonly kind: 'trickle' }
  /** Sends other bytes of the same number. */
  | { readonly kind: 'other-bytes' }
  /** From this request on no connection can be made, until the run ends. */
  | { readonly kind: 'outage' };

export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
}

const STATUSES = [401, 403, 404, 409, 410, 413, 429, 500, 502, 503, 504] as const;

const answers: readonly NamedFault[] = STATUSES.map((status) => ({
  name: String(status),
  fault: { kind: 'answer', status, ...(status === 429 ? { headers: { 'retry-after': '1' } } : {}) },
}));

/** Of Keystone and Glance. */
export const CLOUD_FAULTS: readonly NamedFault[] = [
  ...answers,
  ...named(
    'late-504',
    'reset',
    'reset-in-mid-body',
    'lost-answer',
    'half-answer',
    'cut-answer',
    'stall',
    'stall-after',
    'trickle',
    'outage',
  ),
];

/** Of the server that images come from. */
export const SOURCE_FAULTS: readonly NamedFault[] = [
  ...answers,
  ...named('reset', 'lost-answer', 'half-answer', 'cut-answer', 'stall', 'trickle', 'other-bytes', 'outage'),
];

function named(...kinds: readonly Exclude<Fault['kind'], 'answer'>[]): readonly NamedFault[] {
  return kinds.map((kind) => ({ name: kind, fault: { kind } }));
}

/** What happens to one request. */
export type Disturbance = { readonly kill: Kill } | { readonly fault: Fault };
