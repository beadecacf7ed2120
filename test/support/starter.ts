import { startProgram } from '../../src/tool/program.ts';

/**
 * A process that starts the given program with `startProgram`, and writes how it ended. Meanwhile it runs `true` for each
 * line of its input, and writes `again`.
 */
const [options = '{}', ...words] = process.argv.slice(2);
const environment = { PATH: process.env.PATH ?? '' };
process.stdin.on('data', async () => {
  await startProgram(['true'], { environment }).end();
  console.log('again');
});
const program = startProgram(words, { environment, ...JSON.parse(options) });
program.stdout.resume();
program.stderr.resume();
console.log(JSON.stringify(await program.end()));
process.stdin.destroy();
