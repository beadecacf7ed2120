import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { runChild } from '../chaos/program.ts';
import type { SuiteOptions, SuiteResult } from './support/suite.ts';

/** Where Debian's package faketime puts its library. */
const LIBRARIES = '/usr/lib';
const JUMPS = ['-3650d', '-30d', '-2h', '-70s', '+70s', '+2h', '+30d', '+3650d'];

/**
 * The clock of the program jumps between its runs, and runs faster or slower; the clock of the cloud does not. Every run
 * must end as without a jump, publish the right image, and leave an empty plan. Skipped without libfaketime.
 */
export async function run({ sample }: SuiteOptions): Promise<SuiteResult> {
  const library = findLibrary();
  if (library === null) {
    return { tried: 0, violations: [], skipped: 'libfaketime is not installed (Debian package faketime)' };
  }
  const violations: string[] = [];
  let tried = 0;
  const jumps = sample ? JUMPS.filter((_, index) => index % 3 === 0) : JUMPS;
  for (const before of jumps) {
    for (const after of jumps) {
      for (const speed of sample ? [''] : ['', ' x50', ' x0.02']) {
        tried += 1;
        const faults = await play(library, [before, `${after}${speed}`]);
        violations.push(...faults.map((fault) => `${before}, then ${after}${speed}: ${fault}`));
      }
    }
  }
  return { tried, violations };
}

/** The library that also works in programs of several threads; null when it is not installed. */
export function findLibrary(): string | null {
  for (const folder of existsSync(LIBRARIES) ? readdirSync(LIBRARIES) : []) {
    const path = join(LIBRARIES, folder, 'faketime', 'libfaketimeMT.so.1');
    if (existsSync(path)) return path;
  }
  return null;
}

/** Applies one version of a file at one time, and the next version at another. */
async function play(library: string, times: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-clocks-'));
  const sandbox = await startSandbox();
  const faults: string[] = [];
  try {
    for (const [version, time] of times.entries()) {
      writeFileSync(join(folder, `${version}.img`), `version ${version}`);
      const images = [{ name: 'One', format: 'raw', file: `${version}.img` }];
      writeFileSync(
        join(folder, 'glance.yaml'),
        JSON.stringify({ glance: { server: { name: 'clocks', images } } }),
      );
      const env = {
        ...sandbox.env,
        PATH: process.env.PATH ?? '',
        HOME: folder,
        LD_PRELOAD: library,
        FAKETIME: time,
        // Timers and the limits of requests stay those of the real clock.
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      };
      const reconcile = (...args: string[]) =>
        runChild({ program: join(process.cwd(), 'dist/main.js'), args, cwd: folder, env });
      for (const [args, wanted] of [
        [['apply', '--yes'], 0],
        [['plan', '--detailed-exitcode'], 0],
      ] as const) {
        const { exitCode, stderr } = await reconcile(...args);
        if (exitCode !== wanted)
          faults.push(`${args[0]} of version ${version} ended with ${exitCode}: ${stderr.slice(0, 300)}`);
      }
    }
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return faults;
}
