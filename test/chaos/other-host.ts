import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Loaded before the program, so that it takes itself to be on the host that CHAOS_HOST names. */
const OTHER_HOST = `
const os = require('node:os');
os.hostname = () => process.env.CHAOS_HOST;
require('node:module').syncBuiltinESMExports();
`;

/** What runs on other hosts are started with. */
export interface Hosts {
  readonly nodeArgs: readonly string[];
  readonly env: (name: string) => Readonly<Record<string, string>>;
}

/** @param folder where what is loaded beforehand is kept */
export async function prepareHosts(folder: string): Promise<Hosts> {
  const preload = join(folder, 'other-host.cjs');
  await writeFile(preload, OTHER_HOST);
  return { nodeArgs: ['--require', preload], env: (name) => ({ CHAOS_HOST: name }) };
}
