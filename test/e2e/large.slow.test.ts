import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const GIB = 1024 ** 3;

it.runIf(process.env.RECONCILE_CONTRACT === 'real' && existsSync('/proc/self/status'))(
  'a 2 GiB upload needs less than 200 MB of memory at its peak',
  async () => {
    const name = place.name();
    const block = Buffer.alloc(1024 * 1024, 'x');
    const source = place.publisher.put(`${name}.img`, (request, response) => {
      response.writeHead(200, { 'content-length': 2 * GIB, etag: '"large"' });
      if (request.method === 'HEAD') return void response.end();
      let left = 2048;
      const send = () => {
        while (left > 0) {
          left -= 1;
          if (!response.write(block)) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    });
    await place.write(
      `glance:\n  server:\n    name: ${name}\n    images:\n    - {name: ${name}, format: raw, source: '${source}', backup: false}\n`,
    );
    const { peakKb, exitCode, output } = await measured(['apply', '--yes']);
    expect(exitCode, output).toBe(0);
    expect(await place.named(name)).toMatchObject([{ size: 2 * GIB, status: 'active' }]);
    expect(peakKb / 1000).toBeLessThan(200);
    console.info(`peak memory of a 2 GiB upload: ${Math.round(peakKb / 1000)} MB`);
  },
  600_000,
);

/** Runs the program and reads the kernel's own record of its peak memory (VmHWM) as long as it lives. */
async function measured(args: readonly string[]) {
  const { target } = place.cloud;
  const child = spawn(process.execPath, [resolve('dist/main.js'), ...args], {
    cwd: place.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: place.folder,
      OS_AUTH_URL: target.authUrl,
      OS_USERNAME: target.admin.user,
      OS_PASSWORD: target.admin.password,
      OS_PROJECT_NAME: target.admin.project,
    },
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  let peakKb = 0;
  const timer = setInterval(() => {
    peakKb = Math.max(peakKb, peakOf(child.pid ?? 0));
  }, 50);
  const [exitCode] = await once(child, 'close');
  clearInterval(timer);
  return { peakKb, exitCode, output };
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
