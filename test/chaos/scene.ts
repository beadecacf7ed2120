import type { Wanted } from './cast.ts';
import type { Contents } from './contents.ts';

/**
 * `idOf` returns the id of the image with a content before the scene, `name` the name of an image in the cloud.
 */
export type Command = (idOf: (label: string) => string, name: (key: string) => string) => readonly string[];

/** Other users of the cloud. */
export interface Others {
  /** Creates an image by hand. */
  create(name: string, content: string): Promise<void>;
  /** Creates and deletes an image, so that no other image can ever have its id. */
  burn(id: string): Promise<void>;
  /** Accepts a shared image for a project. */
  accept(name: string, project: string): Promise<void>;
}

/** A command, perhaps with another state file. */
export interface Rerun {
  readonly command: Command;
  readonly state?: unknown;
  /** Exit codes that count as success. */
  readonly mayEnd?: readonly number[];
}

/** The images in the file after an id is used up. */
export interface WayOut {
  readonly state: unknown;
  readonly after: readonly Wanted[];
  /** The faults that may use the id up; absent: it is used up from the beginning. */
  readonly only?: readonly string[];
}

/** One run of the story, with its preparation and the wanted result. */
export interface Scene {
  readonly title: string;
  /** Whether the scene begins a new story in an empty cloud. */
  readonly isFirst?: boolean;
  /** The images before the scene; default: those of the scene before. */
  readonly given?: readonly Wanted[];
  /** The actions of other users just before. */
  readonly before?: (others: Others) => Promise<void>;
  /** The state file, without the cloud's credentials. */
  readonly state: unknown;
  /** The command that runs before, never disturbed. */
  readonly preparation?: Command;
  /** The program's arguments that make the change. */
  readonly command: Command;
  /** The command after a disturbed run; default: the same command. */
  readonly reruns?: readonly Rerun[];
  /** Alternative commands with the same result. */
  readonly otherReruns?: readonly Rerun[];
  /** Exit codes of a run of the command and of the next plan; default: 0. */
  readonly ends?: { readonly command: number; readonly plan: number };
  /** Set when a pinned id may be used up: the images in the file afterwards. */
  readonly wayOut?: WayOut;
  /** All images of the story after the scene. */
  readonly after: readonly Wanted[];
  /** Whether the scene only prepares the others and is never disturbed. */
  readonly isPrologue: boolean;
}

export const APPLY: Command = () => ['apply', '--yes', '-f', 'glance.yaml'];

/** Registers every content of the story first, so that the checks recognise stray bytes. */
export function nameContents(scenes: readonly Scene[], contents: Contents): void {
  for (const { given = [], after } of scenes) {
    const labels = [...given, ...after].flatMap(({ content, backups }) => [content, ...backups]);
    for (const label of labels) contents.of(label);
  }
}
