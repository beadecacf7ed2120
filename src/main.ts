#!/usr/bin/env node

declare const __VERSION__: string | undefined;

/** The package's version. The build writes the number in; the sources alone say `development`. */
const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : 'development';

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) {
  // Answered here: what other arguments need takes longer to load than the answer. The reader may have gone (`| head`).
  process.stdout.on('error', () => {});
  process.stdout.write(`reconcile ${VERSION}\n`);
} else {
  const { runProcess } = await import('./cli/process/run-process.ts');
  await runProcess(process.argv.slice(2), VERSION);
}
