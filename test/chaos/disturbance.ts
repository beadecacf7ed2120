/** An instant in the life of one request at which the program is killed. */
export const KILLS = [
  'kill before',
  'kill after',
  'kill in mid-body',
  // The service still waits for the rest for a while.
  'kill in mid-body, unnoticed',
] as const;
export type Kill = (typeof KILLS)[number];

/** A fault: what a service does once instead of a proper answer. */
export type Fault =
  /** Answers with this status and does not handle the request. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Handles the request, but answers 504 like a proxy that has timed out. */
  | { readonly kind: 'late-504' }
  /** Breaks the connection before the request is handled. */
  | { readonly kind: 'reset' }
  /** Breaks the connection in the middle of the request's body. */
  | { readonly kind: 'reset-in-mid-body' }
  /** Handles the request and breaks the connection instead of answering. */
  | { readonly kind: 'lost-answer' }
  /** Handles the request and breaks the connection in the middle of the answer. */
  | { readonly kind: 'half-answer' }
  /** Handles the request and sends the first half of the answer as a complete answer. */
  | { readonly kind: 'cut-answer' }
  /** Never answers and does not handle the request. */
  | { readonly kind: 'stall' }
  /** Handles the request and never answers. */
  | { readonly kind: 'stall-after' }
  /** Answers properly, a few bytes at a time. */
  | { readonly kind: 'trickle' }
  /** Sends other bytes of the same number. */
  | { readonly kind: 'other-bytes' }
  /** Refuses every connection from this request until the run ends. */
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

/** The faults of Keystone and Glance. */
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

/** The faults of the image server. */
export const SOURCE_FAULTS: readonly NamedFault[] = [
  ...answers,
  ...named('reset', 'lost-answer', 'half-answer', 'cut-answer', 'stall', 'trickle', 'other-bytes', 'outage'),
];

function named(...kinds: readonly Exclude<Fault['kind'], 'answer'>[]): readonly NamedFault[] {
  return kinds.map((kind) => ({ name: kind, fault: { kind } }));
}

/** The disturbance of one request. */
export type Disturbance = { readonly kill: Kill } | { readonly fault: Fault };
