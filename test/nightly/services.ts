import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Run, runChild } from '../chaos/program.ts';

const NAME = 'nightly';
const SERVICES = ['glance', 'keystone'] as const;
const SIGNALS = ['SIGKILL', 'SIGSTOP'] as const;
/** More requests than a replacement sends. */
const MOST_REQUESTS = 80;
/** How long a service is away. */
const AWAY_MS = 1500;

interface Disturbance {
  readonly service: (typeof SERVICES)[number];
  readonly signal: (typeof SIGNALS)[number];
  /** The request, from 1, before which the service goes away. */
  readonly at: number;
}

/** A real Keystone and Glance whose processes can be stopped and started again. */
interface Stack {
  readonly env: Readonly<Record<string, string>>;
  /** Takes the service away for a while. Resolves when it answers again. */
  disturb(disturbance: Disturbance): Promise<void>;
  close(): void;
}

/**
 * Kills and stops Glance and Keystone at every request of a replacement with a real upload. Afterwards the published
 * image must be right, and the next runs must finish the replacement. Prints how long that takes.
 */
export async function run({ sample }: { readonly sample: boolean }): Promise<{
  readonly tried: number;
  readonly violations: readonly string[];
}> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-services-'));
  const stack = openStack(join(folder, 'stack'));
  const violations: string[] = [];
  const recoveries: number[] = [];
  let tried = 0;
  try {
    const story = await openStory(folder, stack);
    for (const service of SERVICES) {
      for (const signal of SIGNALS) {
        for (let at = 1; at <= MOST_REQUESTS; at += sample ? 7 : 1) {
          const outcome = await story.play({ service, signal, at });
          if (outcome === null) break;
          tried += 1;
          recoveries.push(outcome.seconds);
          violations.push(
            ...outcome.faults.map((fault) => `${signal} of ${service} at request ${at}: ${fault}`),
          );
        }
      }
    }
    await story.close();
  } finally {
    stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const sorted = recoveries.sort((a, b) => a - b);
  const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(
    `services: recovered ${median.toFixed(1)} s after the service (median), ${worst.toFixed(1)} s at worst`,
  );
  return { tried, violations };
}

function openStack(dir: string): Stack {
  const script = (...argv: string[]) =>
    execFileSync('bash', ['scripts/glance-stack', ...argv, '--dir', dir], { encoding: 'utf8' });
  script('up', '--no-clients');
  const env = Object.fromEntries(
    [...script('env').matchAll(/^(?:export )?(OS_\w+)=['"]?([^'"\n]*)/gm)].map(([, key, value]) => [
      key,
      value,
    ]),
  ) as Record<string, string>;
  const started: number[] = [];
  const pidOf = (service: string) => Number(readFileSync(join(dir, 'run', `${service}.pid`), 'utf8'));

  function restart(service: string, command: readonly string[], given: Record<string, string>): void {
    const [program = '', ...argv] = command;
    const child = spawn(program, argv, { env: given, detached: true, stdio: 'ignore' });
    child.unref();
    started.push(child.pid ?? 0);
    // `glance-stack down` ends the process of this number.
    writeFileSync(join(dir, 'run', `${service}.pid`), `${child.pid}\n`);
  }

  return {
    env,
    async disturb({ service, signal }) {
      const pid = pidOf(service);
      const parts = (file: string) =>
        readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
      const command = parts('cmdline');
      const given = Object.fromEntries(
        parts('environ').map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
      );
      process.kill(-pid, signal);
      await pause(AWAY_MS);
      if (signal === 'SIGSTOP') process.kill(-pid, 'SIGCONT');
      else restart(service, command, given);
      await answers(service === 'glance' ? glanceUrl : (env.OS_AUTH_URL ?? ''));
    },
    close: () => void script('down'),
  };
}

/** Known once the first token is there. */
let glanceUrl = '';

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await pause(250);
  }
  throw new Error(`${url} does not answer again`);
}

interface Story {
  /** Null when the replacement has fewer requests. */
  play(
    disturbance: Disturbance,
  ): Promise<{ readonly faults: readonly string[]; readonly seconds: number } | null>;
  close(): Promise<void>;
}

async function openStory(folder: string, stack: Stack): Promise<Story> {
  const contents = ['a', 'b'].map((letter) => Buffer.alloc(6 * 1024 * 1024, letter));
  for (const [index, content] of contents.entries()) writeFileSync(join(folder, `${index}.img`), content);
  const digests = contents.map((content) => createHash('md5').update(content).digest('hex'));
  let wanted = 0;
  const write = () => {
    const images = [{ name: NAME, format: 'raw', file: `${wanted}.img`, backup: { keep: 1 } }];
    writeFileSync(
      join(folder, 'glance.yaml'),
      JSON.stringify({ glance: { server: { name: NAME, images } } }),
    );
  };
  const proxy = await openProxy();
  const direct = { ...base(folder), ...stack.env };
  const reconcile = (env: Readonly<Record<string, string>>, ...args: string[]): Promise<Run> =>
    runChild({
      program: 'dist/main.js',
      args: [...args, '-f', join(folder, 'glance.yaml')],
      cwd: process.cwd(),
      env,
    });

  write();
  const first = await reconcile(direct, 'apply', '--yes');
  if (first.exitCode !== 0) throw new Error(`the first apply failed: ${first.stderr}`);
  glanceUrl = (await tokenOf(stack.env)).glance;

  async function published(): Promise<readonly { readonly checksum: string; readonly status: string }[]> {
    const { token, glance } = await tokenOf(stack.env);
    const answer = await fetch(`${glance}/v2/images?name=${NAME}`, { headers: { 'x-auth-token': token } });
    const { images } = (await answer.json()) as { images: { checksum: string; status: string }[] };
    return images;
  }

  return {
    async play(disturbance) {
      wanted = 1 - wanted;
      write();
      let back: Promise<void> | null = null;
      proxy.onRequest = (number) => {
        if (number === disturbance.at) back ??= stack.disturb(disturbance);
      };
      proxy.begin();
      const disturbed = await reconcile(
        { ...direct, HTTP_PROXY: proxy.url, http_proxy: proxy.url },
        'apply',
        '--yes',
      );
      if (back === null) return null;
      await back;
      const began = performance.now();
      const faults: string[] = [];
      if (/\n\s+at .*\(/.test(disturbed.stderr)) faults.push('a stack trace');
      if (disturbed.overdue) faults.push('the run did not end');
      const between = await published();
      if (!between.some(({ status }) => status === 'active')) faults.push('no image is published');
      if (between.some(({ checksum }) => !digests.includes(checksum)))
        faults.push('an image of other bytes is published');
      let last: Run = disturbed;
      for (let tries = 0; tries < 3 && (tries === 0 || last.exitCode !== 0); tries++) {
        last = await reconcile(direct, 'apply', '--yes');
      }
      const seconds = (performance.now() - began) / 1000;
      if (last.exitCode !== 0)
        faults.push(`the next runs end with ${last.exitCode}: ${last.stderr.slice(0, 300)}`);
      const plan = await reconcile(direct, 'plan', '--detailed-exitcode');
      if (plan.exitCode !== 0) faults.push(`the plan afterwards is not empty (${plan.exitCode})`);
      const [image, ...others] = await published();
      if (others.length > 0 || image?.checksum !== digests[wanted])
        faults.push('the published image is not the wanted one');
      return { faults, seconds };
    },
    close: () => proxy.close(),
  };
}

function base(folder: string): Readonly<Record<string, string>> {
  return { PATH: process.env.PATH ?? '', HOME: folder };
}

async function tokenOf(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly token: string; readonly glance: string }> {
  const domain = { name: env.OS_USER_DOMAIN_NAME ?? 'Default' };
  const password = { user: { name: env.OS_USERNAME, password: env.OS_PASSWORD, domain } };
  const scope = {
    project: { name: env.OS_PROJECT_NAME, domain: { name: env.OS_PROJECT_DOMAIN_NAME ?? 'Default' } },
  };
  const answer = await fetch(`${env.OS_AUTH_URL?.replace(/\/v3\/?$/, '')}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity: { methods: ['password'], password }, scope } }),
  });
  const { token } = (await answer.json()) as {
    token: { catalog: { type: string; endpoints: { interface: string; url: string }[] }[] };
  };
  const images = token.catalog.find(({ type }) => type === 'image');
  const endpoint = images?.endpoints.find((each) => each.interface === 'public')?.url ?? '';
  return { token: answer.headers.get('x-subject-token') ?? '', glance: endpoint.replace(/\/v2\/?$/, '') };
}

/** A forward proxy that counts requests. A service that is away breaks the client's connection. */
async function openProxy() {
  let count = 0;
  const proxy = {
    url: '',
    onRequest: (_number: number): void => {},
    begin: () => {
      count = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((from: IncomingMessage, to: ServerResponse) => {
    count += 1;
    proxy.onRequest(count);
    const { method, headers } = from;
    const onward = request(from.url ?? '', { method, headers, agent: false }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(to);
      answer.on('error', () => to.destroy());
    });
    onward.on('error', () => to.destroy());
    to.on('close', () => onward.destroy());
    from.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
