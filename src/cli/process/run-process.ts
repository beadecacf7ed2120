import { setFlagsFromString } from 'node:v8';
import { EXIT } from '../../model/errors.ts';
import { Secrets } from '../../model/secrets.ts';
import { escapeText } from '../../report/escape.ts';
import { run } from '../run.ts';
import { hideEnvironment } from './own-environment.ts';
import { processTerminal } from './terminal.ts';

/** How V8, the engine of Node, shall work. */
const FLAGS = [
  // Collects garbage after the heap has grown by half, not by three times, and keeps the space for new objects small.
  // A plan of 10,000 images then takes half of the memory and as much time.
  '--heap-growing-percent=50',
  '--semi-space-growth-factor=1',
  // Compiles WebAssembly once, quickly. Only undici has some, its parser of HTTP headers. To compile it a second time, for
  // speed, takes 35 MB and a fifth of the processor time of a short run, and large bodies pass without it.
  '--liftoff-only',
];

/** Runs the program with this process's streams, environment and signals, and ends the process with the exit code. */
export async function runProcess(argv: readonly string[], version: string): Promise<never> {
  const secrets = new Secrets();
  const crash = crashOf(secrets);
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  // V8 writes a message for a flag that it does not know, so later releases keep their choice.
  if (Number(process.versions.node.split('.')[0]) <= 24) FLAGS.forEach(setFlagsFromString);

  // Only a cloud's `insecure` turns certificates off. Node would also print a warning of its own.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;

  const code = await run(argv, processTerminal(hideEnvironment()), { secrets, version });
  // Write out the buffers of the pipes, then exit: an idle connection must not keep the process alive.
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}

/** The last net: an error that no code caught is printed as one line, without a stack. */
function crashOf(secrets: Secrets): (error: unknown) => never {
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${secrets.redact(`error: unexpected: ${escapeText(message)}`)}\n`);
    process.exit(EXIT.error);
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
