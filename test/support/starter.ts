import { startProgram } from '../../src/tool/program.ts';

/** A process that starts the given program with `startProgram`, and writes how it ended. */
const [options = '{}', ...words] = process.argv.slice(2);
const program = startProgram(words, {
  environment: { PATH: process.env.PATH ?? '' },
  ...JSON.parse(options),
});
program.stdout.resume();
program.stderr.resume();
console.log(JSON.stringify(await program.end()));
