import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A module loaded before the program: makes the program believe that it runs on the host CHAOS_HOST. */
const OTHER_HOST = `
const os = require('node:os');
os.hostname = () => process.env.CHAOS_HOST;
require('node:module').syncBuiltinESMExports();
`;

/** The Node options and environment of a run on another host. */
export interface Hosts {
  readonly nodeArgs: readonly string[];
  readonly env: (name: string) => Readonly<Record<string, string>>;
}

/** @param folder the folder for the preloaded module */
export async function prepareHosts(folder: string): Promise<Hosts> {
  const preload = join(folder, 'other-host.cjs');
  await writeFile(preload, OTHER_HOST);
  return { nodeArgs: ['--require', preload], env: (name) => ({ CHAOS_HOST: name }) };
}
