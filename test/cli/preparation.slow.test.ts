import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { buildProgram, ended, type Program } from '../support/program.ts';

let program: Program;
let sandbox: Sandbox;
beforeAll(async () => {
  [program, sandbox] = await Promise.all([buildProgram(), startSandbox()]);
});
afterAll(async () => {
  program.remove();
  await sandbox.close();
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'on %s, a filter at work ends and no temporary file stays',
  async (signal) => {
    const temporary = join(program.folder, `tmp-${signal}`);
    const begun = join(program.folder, `begun-${signal}`);
    mkdirSync(temporary);
    writeFileSync(join(program.folder, 'disk.raw'), Buffer.alloc(300_000, 1));
    const image = `{name: disk, format: raw, source: disk.raw, transform: "cat; touch ${begun}; sleep 1000"}`;
    program.write('glance.yaml', `glance: {server: {name: prod, images: [${image}]}}\n`);

    const child = program.start(['apply', '--yes'], { ...sandbox.env, TMPDIR: temporary });
    const end = ended(child);
    await expect.poll(() => readdirSync(program.folder), { timeout: 20_000 }).toContain(`begun-${signal}`);
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill(signal);
    expect((await end).code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
