import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProgram, type Child, ended, type Program } from '../support/program.ts';

let program: Program;

beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());

function start(...argv: readonly string[]): Child {
  return program.start(argv);
}

it('the program ends with the exit code of the run, and writes only the result to standard output', async () => {
  expect(await ended(start('version'))).toMatchObject({
    code: 0,
    stdout: 'reconcile development\n',
    stderr: '',
  });
  expect(await ended(start('vrsion'))).toMatchObject({ code: 64, stdout: '' });
  program.write('broken.yaml', 'glance: {server: {images: [{name: x, colour: red}]}}\n');
  const invalid = await ended(start('validate', '-f', 'broken.yaml'));
  expect(invalid).toMatchObject({ code: 64, stdout: '' });
  expect(invalid.stderr).toContain('broken.yaml:1:');
});

it('the program ends without an error when the reader of its output has gone', async () => {
  const images = Array.from(
    { length: 3000 },
    (_, index) => `{name: image ${index}, format: raw, file: x.img}`,
  );
  program.write('many.yaml', `glance: {server: {images: [${images.join(', ')}]}}\n`);
  const child = start('validate', '-f', 'many.yaml');
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
});

it('the program serves a sandbox until a signal stops it, and prints its OS_* variables', async () => {
  const child = start('sandbox');
  const lines = await new Promise<string>((resolve) => {
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('OS_PASSWORD=')) resolve(seen);
    });
  });
  const [, authUrl] = /^export OS_AUTH_URL=(.*)$/m.exec(lines) ?? [];
  const answer = await fetch(authUrl ?? '');
  expect(answer.status).toBeLessThan(400);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
