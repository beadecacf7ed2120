import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownHolder } from '../../../src/run/lock/holder.ts';
import { releaseFile, takeFile } from '../../../src/run/lock/lock-file.ts';

/**
 * Takes and releases the lock `rounds` times, and kills itself while it holds the lock the last time. A second holder
 * shows when the folder "inside" exists already.
 */
const [folder = '', rounds = '0'] = process.argv.slice(2);
const path = join(folder, 'x.lock');
for (let round = 1; round <= Number(rounds); round++) {
  const holder = ownHolder(randomUUID(), 'contender');
  while (takeFile(path, holder) !== null);
  try {
    mkdirSync(join(folder, 'inside'));
  } catch {
    appendFileSync(join(folder, 'log'), 'not alone\n');
  }
  appendFileSync(join(folder, 'log'), 'in\n');
  rmdirSync(join(folder, 'inside'));
  if (round === Number(rounds)) process.kill(process.pid, 'SIGKILL');
  releaseFile(path, holder);
}
