import type { Position } from './position.ts';

/** A project by name or id; resolved in Keystone before a plan is made. */
export interface ProjectReference {
  readonly project: string;
  readonly domain?: string;
  readonly at: Position;
}
