import fs, { appendFileSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { ownHolder } from '../../../src/run/lock/holder.ts';
import { releaseFile, takeFile } from '../../../src/run/lock/lock-file.ts';
import { isSameProcess } from '../../../src/tool/process.ts';

/**
 * Takes and releases the lock `rounds` times, and kills itself while it holds the lock the last time. Each call that
 * changes the lock's files kills it with the chance `risk`, before or after the call. Each holder has a folder with its
 * process number: a second living holder sees the first one's. Short pauses make overlaps likely.
 */
const [folder = '', rounds = '0', risk = '0'] = process.argv.slice(2);
const path = join(folder, 'x.lock');

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function dawdle(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * 2);
}

function risky<A extends readonly unknown[], R>(call: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    if (Math.random() < Number(risk)) die();
    dawdle();
    const result = call(...args);
    dawdle();
    if (Math.random() < Number(risk)) die();
    return result;
  };
}

fs.linkSync = risky(fs.linkSync);
fs.renameSync = risky(fs.renameSync);
fs.rmSync = risky(fs.rmSync);
syncBuiltinESMExports();

function othersInside(): readonly string[] {
  const inside = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  return inside.filter((pid) => Number(pid) !== process.pid && isSameProcess(Number(pid), null));
}

for (let round = 1; round <= Number(rounds); round++) {
  const holder = ownHolder(crypto.randomUUID(), 'contender');
  while (takeFile(path, holder) !== null);
  const own = join(folder, String(process.pid));
  mkdirSync(own);
  dawdle();
  appendFileSync(join(folder, 'log'), othersInside().length > 0 ? 'not alone\n' : 'in\n');
  rmdirSync(own);
  if (round === Number(rounds)) die();
  releaseFile(path, holder);
}
