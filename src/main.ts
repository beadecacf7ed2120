#!/usr/bin/env node
import { run } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

const terminal = processTerminal();
const code = await run(process.argv.slice(2), terminal);
// What is still in a pipe's buffer goes out before the end; an idle connection does not hold it up.
await Promise.all([drained(process.stdout), drained(process.stderr)]);
process.exit(code);

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
