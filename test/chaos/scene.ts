import type { Wanted } from './cast.ts';
import type { Contents } from './contents.ts';

/**
 * `idOf` gives the id of the image that holds a content before the scene, `name` the name that an image has in the
 * cloud.
 */
export type Command = (idOf: (label: string) => string, name: (key: string) => string) => readonly string[];

/** Other users of the cloud. */
export interface Others {
  /** Creates an image by hand. */
  create(name: string, content: string): Promise<void>;
  /** Creates an image and deletes it, so that no other can ever bear its id. */
  burn(id: string): Promise<void>;
  /** A project accepts what is shared with it. */
  accept(name: string, project: string): Promise<void>;
}

/** What is run, perhaps from another state file. */
export interface Rerun {
  readonly command: Command;
  readonly state?: unknown;
  /** Exit codes that are as good as 0. */
  readonly mayEnd?: readonly number[];
}

/** What the file says once an id is used up. */
export interface WayOut {
  readonly state: unknown;
  readonly after: readonly Wanted[];
  /** Names of the faults that may use it up; absent: it is used up from the beginning. */
  readonly only?: readonly string[];
}

/** One run of the story: what comes before it, and what must be afterwards. */
export interface Scene {
  readonly title: string;
  /** It begins a story of its own, in an empty cloud. */
  readonly isFirst?: boolean;
  /** What is there before, where that is not what the scene before left. */
  readonly given?: readonly Wanted[];
  /** What others do to the cloud just before. */
  readonly before?: (others: Others) => Promise<void>;
  /** The state file, without how the cloud is reached. */
  readonly state: unknown;
  /** What the state file says from then on, where it is something else. */
  readonly nextState?: unknown;
  /** What is run before, and never disturbed. */
  readonly preparation?: Command;
  /** Arguments of the program that make the change. */
  readonly command: Command;
  /** What is run after a run that was disturbed; default: the same command. */
  readonly reruns?: readonly Rerun[];
  /** What may be run in place of that, with the same outcome. */
  readonly otherReruns?: readonly Rerun[];
  /** Exit codes of a run of the command and of the next plan; default: 0. */
  readonly ends?: { readonly command: number; readonly plan: number };
  /** A pinned id may be used up: the program says so, and this is what the file says then. */
  readonly wayOut?: WayOut;
  /** All images of the story afterwards. */
  readonly after: readonly Wanted[];
  /** It only sets the stage for the others: nothing is done to it. */
  readonly isPrologue: boolean;
}

export const APPLY: Command = () => ['apply', '--yes', '-f', 'glance.yaml'];

/** Every content of the story is known from the start, so that a stray one is told from a wanted one. */
export function nameContents(scenes: readonly Scene[], contents: Contents): void {
  for (const { given = [], after } of scenes) {
    const labels = [...given, ...after].flatMap(({ content, backups }) => [content, ...backups]);
    for (const label of labels) contents.of(label);
  }
}
