import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApplyOptions } from '../../src/apply/context.ts';
import { LEFT_OUT } from '../../src/apply/last-lines.ts';
import type { Check, DesiredImage } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { isAlive } from '../support/is-alive.ts';

const TESTERS = { project: 'tenant1', at: { file: 'glance.yaml', line: 1, column: 1 } };

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const shell = (script: string, more: Partial<Check> = {}): Check => ({
  command: ['/bin/sh', '-c', script],
  timeout: 30,
  keep: false,
  ...more,
});
const checked = (content: string, ...checks: readonly Check[]): Promise<DesiredImage> =>
  bench.imageOf(content, { checks });
const uploads = () => bench.requests.filter((request) => request.startsWith('PUT')).length;
const where = (file: string) => join(bench.folder, file);
const said = (file: string) => readFile(where(file), 'utf8');

describe('a check that passes', () => {
  it('a check that passes runs before the image is published, with the variables that it needs to reach it', async () => {
    const image = await checked('content', shell(`env > '${where('env')}'; pwd > '${where('pwd')}'`));
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ outcome: 'done', error: null });
    const environment = await said('env');
    for (const line of [
      `RECONCILE_IMAGE_ID=${result.imageId}`,
      'RECONCILE_IMAGE_NAME=cirros',
      'RECONCILE_STACK=prod',
      'RECONCILE_REGION=RegionOne',
      'OS_AUTH_TYPE=token',
    ]) {
      expect(environment).toContain(`${line}\n`);
    }
    expect(environment).toMatch(/^RECONCILE_ENDPOINT=http/m);
    expect(environment).toMatch(/^OS_TOKEN=.+$/m);
    expect(environment).not.toMatch(/PASSWORD|OS_USERNAME/);
    expect((await said('pwd')).trim()).toBe(bench.folder);
  });

  it('a check that passes sees the image private and under its staging name', async () => {
    let seen: Image | null = null;
    const plan = await bench.plan([await checked('content', shell(`touch '${where('on')}'; sleep 0.2`))]);
    const look = setInterval(async () => {
      if (!existsSync(where('on'))) return;
      clearInterval(look);
      seen = (await bench.byRole()).staged[0] ?? null;
    }, 10);
    await bench.apply(plan);
    clearInterval(look);
    expect(seen).toMatchObject({ visibility: 'private', name: 'cirros (staged)', status: 'active' });
  });

  it('a check that passes does not run for an image that is published already', async () => {
    const image = await checked('content', shell(`echo x >> '${where('runs')}'`));
    await bench.reconcile(image);
    expect(await bench.reconcile(image)).toMatchObject({ action: 'unchanged' });
    expect(await said('runs')).toBe('x\n');
  });
});

describe('a check that fails', () => {
  it('a check that fails keeps the old image, deletes the new one and reports the output', async () => {
    const old = await bench.reconcile(await bench.imageOf('old'));
    const image = await checked(
      'new',
      shell('echo no address; echo >&2 "no $(printf "\\033")[31mroute"; exit 3'),
    );
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ outcome: 'failed', imageId: old.imageId, error: { code: 'check' } });
    expect(result.error?.message).toContain('exit code 3');
    expect(result.error?.output).toContain('no address');
    const { current, staged } = await bench.byRole();
    expect([current.map(({ id }) => id), staged]).toEqual([[old.imageId], []]);
    expect(await bench.download(old.imageId ?? '')).toBe('old');
  });

  it('a check that fails ends the change before the checks after it run', async () => {
    const image = await checked('content', shell('true'), shell('false'), shell(`touch '${where('third')}'`));
    expect((await bench.reconcile(image)).outcome).toBe('failed');
    expect(existsSync(where('third'))).toBe(false);
  });

  it('a check that fails keeps the image with `keep: true`, and the next run checks it again without an upload', async () => {
    const image = await checked('content', shell(`test -e '${where('fixed')}'`, { keep: true }));
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'check' } });
    const [kept] = (await bench.byRole()).staged;
    expect(kept?.properties[MARKER.kept]).toBe('sh: exit code 1');
    expect(kept?.properties[MARKER.run]).toBeUndefined();

    const plan = await bench.plan([image]);
    expect(plan.changes[0]).toMatchObject({ action: 'resume' });
    expect(plan.changes[0]?.reason).toContain('a check failed (sh: exit code 1)');
    bench.forget();
    expect((await bench.apply(plan)).changes[0]).toMatchObject({ outcome: 'failed' });
    expect((await bench.byRole()).staged.map(({ id }) => id)).toEqual([kept?.id]);

    await writeFile(where('fixed'), '');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', imageId: kept?.id });
    expect(uploads()).toBe(0);
    expect((await bench.byRole()).current[0]?.properties[MARKER.kept]).toBeUndefined();
    expect(await bench.reconcile(image)).toMatchObject({ action: 'unchanged', steps: [] });
  });

  it('a check that fails shows in the plan that a kept image goes when the file wants other content', async () => {
    await bench.reconcile(await checked('content', shell('false', { keep: true })));
    const [kept] = (await bench.byRole()).staged;
    const plan = await bench.plan([await bench.imageOf('other')]);
    expect(plan.changes[0]?.warnings).toContainEqual(
      expect.stringContaining(`${kept?.id}, kept because a check failed`),
    );
  });

  it('a check that fails never deletes an image with a pinned id', async () => {
    const id = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';
    const image = await bench.imageOf('content', { id, checks: [shell('false')] });
    expect((await bench.reconcile(image)).outcome).toBe('failed');
    expect((await bench.byRole()).staged.map((staged) => staged.id)).toEqual([id]);
  });

  it('a check that fails keeps the upload when the command does not exist', async () => {
    const image = await checked('content', { ...shell(''), command: ['/nonexistent/check'] });
    expect((await bench.reconcile(image)).error?.message).toContain('does not exist');
    bench.forget();
    const mended = { ...image, checks: [shell('true')] };
    expect(await bench.reconcile(mended)).toMatchObject({ outcome: 'done' });
    expect(uploads()).toBe(0);
  });
});

it('a check that was killed reports the signal', async () => {
  const { error } = await bench.reconcile(await checked('content', shell('kill -9 $$')));
  expect(error?.message).toContain('was ended by SIGKILL');
});

it('a command that is not executable has another message than a missing one', async () => {
  await writeFile(where('plain'), '');
  const image = await checked('content', { ...shell(''), command: [where('plain')] });
  expect((await bench.reconcile(image)).error?.message).toContain('not executable');
});

it('an image with a check is not published without `checks`', async () => {
  const plan = await bench.plan([await checked('content', shell('true'))]);
  const without = { checks: undefined } as unknown as Partial<ApplyOptions>;
  const [result] = (await bench.apply(plan, without)).changes;
  expect(result).toMatchObject({ outcome: 'failed', error: { code: 'no-checks' } });
  expect((await bench.byRole()).current).toEqual([]);
});

it('a failure to end the sharing is a warning, and the next run ends it', async () => {
  const image = await checked('content', shell('false', { keep: true, member: TESTERS }));
  bench.fault = ({ method, path }) =>
    method === 'DELETE' && path.includes('/members/') ? { status: 403, body: 'no' } : undefined;
  expect((await bench.reconcile(image)).error?.code).toBe('check');
  expect(bench.events).toContainEqual(
    expect.objectContaining({ type: 'warning', message: expect.stringContaining('still shared') }),
  );
  bench.fault = () => undefined;
  await bench.reconcile({ ...image, checks: [shell('false', { keep: true })] });
  expect((await bench.byRole()).staged).toMatchObject([{ visibility: 'private' }]);
});

describe('the output of a check', () => {
  it('the output of a check is cut to its last lines and cleaned of secrets', async () => {
    const script =
      'i=0; while [ $i -lt 30000 ]; do echo "line $i"; i=$((i+1)); done; echo "token $OS_TOKEN"; exit 1';
    const image = await checked('content', shell(script));
    let token = '';
    const { error } = await bench.reconcile(image, {
      redact: (text) => {
        token ||= /token (\S+)/.exec(text)?.[1] ?? '';
        return text.replace(/token \S+/, 'token ***');
      },
    });
    expect(token).not.toBe('');
    expect(error?.output?.length).toBeLessThanOrEqual(12);
    expect(error?.output?.at(-1)).toBe('token ***');
    expect(error?.output?.at(-2)).toBe('line 29999');
    expect(error?.output?.[0]).toMatch(/left out/);
  });

  it('the output of a check shows its end when it is one very long line', async () => {
    const script = "echo err >&2; head -c 300000 /dev/zero | tr '\\0' x; printf ' the end'; exit 3";
    const { error } = await bench.reconcile(await checked('content', shell(script)));
    expect(error?.output).toEqual([LEFT_OUT, expect.stringMatching(/^…x{119} … x+ the end$/)]);
  });

  it('the output of a check shows a rewritten line as a terminal would', async () => {
    const script =
      "i=0; while [ $i -lt 9000 ]; do printf '%d percent\\r' $i; i=$((i+1)); done; echo; echo no route; exit 3";
    const { error } = await bench.reconcile(await checked('content', shell(script)));
    expect(error?.output?.slice(-2)).toEqual(['8999 percent', 'no route']);
  });
});

describe('a check that prints a part of its token', () => {
  it.each([
    ['its beginning', 'printf %s "$OS_TOKEN" | cut -c1-60'],
    [
      'its end, in a line of other text',
      'printf "token: %s, and so on\\n" "$(printf %s "$OS_TOKEN" | tail -c 20)"',
    ],
    ['a piece a line', 'printf %s "$OS_TOKEN" | fold -w 8 | sed "\\$!b;s/.*/end/"'],
    ['its hexadecimal form', 'printf %s "$OS_TOKEN" | cut -c5-30 | od -An -tx1'],
    ['its base64 form', 'printf %s "$OS_TOKEN" | base64'],
  ])('a check that prints a part of its token has the part masked: %s', async (_what, script) => {
    const image = await checked(
      'content',
      shell(`printf %s "$OS_TOKEN" > '${where('token')}'; ${script}; exit 1`),
    );
    const { error } = await bench.reconcile(image);

    const token = await said('token');
    expect(token.length).toBeGreaterThan(32);
    const output = error?.output?.join('\n') ?? '';
    expect(output).toContain('***');
    const bare = output.replace(/[ \n]/g, '');
    for (let at = 0; at + 8 <= token.length; at += 1) {
      const piece = token.slice(at, at + 8);
      expect(output).not.toContain(piece);
      expect(bare).not.toContain(Buffer.from(piece).toString('hex'));
      expect(output).not.toContain(Buffer.from(piece).toString('base64').slice(0, 10));
    }
  });
});

describe('a check in a cloud with user and password', () => {
  it.each(['exit 1', 'exit 0'])('a check reports a missing password once it fails: %s', async (end) => {
    const environment = { PATH: process.env.PATH ?? '' };
    const access = async () => ({ OS_AUTH_TYPE: 'http_basic', OS_ENDPOINT: 'http://h/v2', OS_USERNAME: 'u' });
    const { error } = await bench.reconcile(await checked('content', shell(end)), {
      checks: { directory: bench.folder, environment, access },
    });
    if (end === 'exit 0') expect(error).toBeNull();
    else expect(error?.hint).toContain('OS_PASSWORD');
  });

  it('a check that fails reports which proxies it has without their password', async () => {
    const environment = { PATH: process.env.PATH ?? '', HTTPS_PROXY: 'http://proxy.example:3128' };
    const { error } = await bench.reconcile(await checked('content', shell('exit 1')), {
      checks: {
        ...{ directory: bench.folder, environment, withheld: ['HTTPS_PROXY'] },
        access: async () => ({}),
      },
    });
    expect(error?.hint).toContain('A check gets HTTPS_PROXY without user and password.');
  });

  it('a check does not report a missing password in a cloud without one', async () => {
    const { error } = await bench.reconcile(await checked('content', shell('exit 1')));
    expect(error?.hint).not.toContain('OS_PASSWORD');
  });
});

describe('a check that does not end', () => {
  it('a check that does not end is killed with its child processes after its timeout', async () => {
    const script = `sleep 600 & echo $! > '${where('pid')}'; trap 'echo tidied; exit 1' TERM; wait`;
    const image = await checked('content', shell(script, { timeout: 1 }));
    const { error } = await bench.reconcile(image);
    expect(error?.message).toContain('not done within 1 s');
    expect(error?.output).toEqual(['tidied']);
    expect(isAlive(Number(await said('pid')))).toBe(false);
  });

  it('a check that does not end is killed by an interruption, and the next run checks the complete upload', async () => {
    const stop = new AbortController();
    const image = await checked('content', shell(`echo $$ > '${where('pid')}'; sleep 600`));
    const result = await bench.reconcile(image, {
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === 'check') setTimeout(() => stop.abort(new Error('stopped')), 300);
      },
    });
    expect(result).toMatchObject({ outcome: 'failed', error: { message: 'stopped' } });
    expect(isAlive(Number(await said('pid')))).toBe(false);
    bench.forget();
    const again = { ...image, checks: [shell(`touch '${where('again')}'`)] };
    expect(await bench.reconcile(again)).toMatchObject({ action: 'resume', outcome: 'done' });
    expect([uploads(), existsSync(where('again'))]).toEqual([0, true]);
  });

  it('a check that does not end does not delay the run by a process that it has left behind', async () => {
    const image = await checked('content', shell(`sleep 600 & echo $! > '${where('pid')}'`));
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect(isAlive(Number(await said('pid')))).toBe(false);
  });
});

describe('a project that the image is shared with during its check', () => {
  /** The staged image in Glance while the check waits. */
  async function during(image: DesiredImage): Promise<{ visibility: string; members: readonly string[] }> {
    const plan = await bench.plan([image]);
    const applying = bench.apply(plan);
    while (!existsSync(where('on'))) await new Promise((resolve) => setTimeout(resolve, 10));
    const [staged] = (await bench.byRole()).staged;
    const members = await bench.glance.members.list(staged?.id ?? '');
    await writeFile(where('off'), '');
    await applying;
    return { visibility: staged?.visibility ?? '', members: members.map(({ memberId }) => memberId) };
  }
  const waiting = (end = 'true') =>
    `touch '${where('on')}'; until test -e '${where('off')}'; do sleep 0.02; done; ${end}`;

  it('a project that the image is shared with during its check is a member while the check runs, and not when the image is published', async () => {
    const image = await checked('content', shell(waiting(), { member: TESTERS }));
    const seen = await during(image);
    expect(seen).toEqual({ visibility: 'shared', members: [await bench.project('tenant1')] });
    const [current] = (await bench.byRole()).current;
    expect(current).toMatchObject({ name: 'cirros', visibility: 'private' });
    await bench.glance.images.patch(current?.id ?? '', [
      { op: 'replace', path: '/visibility', value: 'shared' },
    ]);
    expect(await bench.glance.members.list(current?.id ?? '')).toEqual([]);
  });

  it('a project that the image is shared with during its check is removed from the members of a kept image', async () => {
    const image = await checked('content', shell(waiting('false'), { keep: true, member: TESTERS }));
    await during(image);
    expect((await bench.byRole()).staged).toMatchObject([{ visibility: 'private' }]);
  });

  it('a project that the image is shared with during its check is removed from the members by the next run if this run died', async () => {
    const image = await checked('content', shell('sleep 600', { member: TESTERS }));
    const stop = new AbortController();
    await bench.reconcile(image, {
      signal: stop.signal,
      onEvent: ({ type }) => {
        // As after a kill, there is no clean-up.
        if (type !== 'check') return;
        bench.fault = ({ method, path }) =>
          method === 'DELETE' || path.endsWith('/members') ? { status: 500, body: 'dead' } : undefined;
        bench.afterResponse = ({ method, path }) => {
          if (method === 'POST' && path.endsWith('/members')) stop.abort(new Error('dead'));
        };
      },
    });
    bench.fault = () => undefined;
    const [left] = (await bench.byRole()).staged;
    expect(left?.visibility).toBe('shared');

    const { checks: _checks, ...unchecked } = image;
    expect(await bench.reconcile(unchecked)).toMatchObject({ outcome: 'done', imageId: left?.id });
    const id = left?.id ?? '';
    await bench.glance.images.patch(id, [{ op: 'replace', path: '/visibility', value: 'shared' }]);
    expect(await bench.glance.members.list(id)).toEqual([]);
  });
});
