import { basename } from 'node:path';
import { CheckError, EXIT, ReconcileError } from '../../model/errors.ts';
import { setOperation } from '../../model/image.ts';
import { withoutPieces } from '../../model/secrets.ts';
import type { CheckStep } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';
import { type ChangeContext, type CheckHost, stagedOf, warn } from '../context.ts';
import { reported } from '../explain.ts';
import { whileAlive } from '../heartbeat.ts';
import { lastLines } from '../last-lines.ts';
import { type CommandEnd, runCommand } from '../run-command.ts';

/** Runs a command against the staged image. Throws a {@link CheckError} unless it ends with code 0, and in time. */
export async function check(step: CheckStep, context: ChangeContext): Promise<void> {
  const host = hostOf(context);
  const { id } = stagedOf(context);
  context.emit({ type: 'check', name: context.change.name, command: nameOf(step) });
  const access = await host.access(step.timeout);
  const command = {
    words: step.command,
    directory: step.directory ?? host.directory,
    environment: { ...host.environment, ...access, ...aboutImage(id, context) },
    timeout: step.timeout,
  };
  await withGuest(step.member, context, async () => {
    const end = await whileAlive(context, () => runCommand(command, context.signal));
    if (end.how.kind !== 'exit' || end.how.code !== 0) throw failure(step, end, { access, context });
  });
}

interface Run {
  /** The variables by which it reached the cloud. */
  readonly access: Readonly<Record<string, string>>;
  readonly context: ChangeContext;
}

function failure(step: CheckStep, { how, output }: CommandEnd, { access, context }: Run): CheckError {
  // A command that is not there says nothing about the image.
  const keep = step.keep || how.kind === 'not-started';
  return new CheckError(`the check \`${nameOf(step)}\` ${inWords(how, step)}`, {
    keep,
    reason: markOf(step, how),
    output: lastLines(output, (text) => withoutPieces(context.redact(text), secretsOf(access))),
    hint: (keep
      ? `The image is not published. It stays as ${stagedOf(context).id}, staged, and the next run checks it again.`
      : 'The image is not published, and what was uploaded is removed; `keep: true` in the check leaves it to be looked at.'
    ).concat(lacksPassword(access) ? NO_PASSWORD : ''),
  });
}

/** What a check may show a part of, as `printenv OS_TOKEN | cut -c1-60` does. */
function secretsOf(access: Run['access']): readonly string[] {
  return Object.entries(access).flatMap(([name, value]) =>
    /TOKEN|PASSWORD|SECRET/.test(name) ? [value] : [],
  );
}

const NO_PASSWORD =
  ' This cloud takes a user and a password (auth_type: http_basic), and checks are given no password: let the command read one of its own, from a file, into OS_PASSWORD.';

function lacksPassword({ OS_AUTH_TYPE, OS_PASSWORD }: Run['access']): boolean {
  return OS_AUTH_TYPE === 'http_basic' && OS_PASSWORD === undefined;
}

function nameOf({ command }: CheckStep): string {
  return command.map(shellWord).join(' ');
}

function hostOf({ checks, change }: ChangeContext): CheckHost {
  if (checks) return checks;
  throw new ReconcileError(
    'no-checks',
    `"${change.name}" has to pass a check, and none can be run here`,
    EXIT.error,
    {
      hint: 'Give applyPlan what `checks` need, or apply with the program.',
    },
  );
}

function aboutImage(id: string, { plan, change }: ChangeContext): Readonly<Record<string, string>> {
  const target = plan.targets.find(({ region }) => region === change.region) ?? plan.targets[0];
  return {
    RECONCILE_IMAGE_ID: id,
    RECONCILE_IMAGE_NAME: change.name,
    RECONCILE_REGION: change.region,
    RECONCILE_ENDPOINT: target?.endpoint ?? '',
    RECONCILE_STACK: plan.stack,
  };
}

/** Shares the staged image with one project while the work is done, and with nobody afterwards, however it ends. */
async function withGuest(
  member: string | null,
  context: ChangeContext,
  work: () => Promise<void>,
): Promise<void> {
  if (member === null) return work();
  const { images, members } = context.glance;
  const { id } = stagedOf(context);
  try {
    await images.patch(id, [setOperation('visibility', 'shared')]);
    await members.add(id, member);
    await work();
  } catch (error) {
    // It is removed, or the next run takes the project away: neither is hidden by what has failed.
    await takeBack(id, context).catch((failure: unknown) =>
      warn(
        context,
        `image ${id} is still shared for its check (${reported(failure).message}); the next run mends it`,
      ),
    );
    throw error;
  }
  await takeBack(id, context);
}

async function takeBack(id: string, { glance }: ChangeContext): Promise<void> {
  const image = await glance.images.find(id);
  if (image?.visibility !== 'shared') return;
  await glance.members.replace(id, []);
  await glance.images.patch(id, [setOperation('visibility', 'private')]);
}

function inWords(how: CommandEnd['how'], { timeout }: CheckStep): string {
  switch (how.kind) {
    case 'exit':
      return `ended with exit code ${how.code}`;
    case 'signal':
      return `was ended by ${how.signal}`;
    case 'timeout':
      return `was not done within ${timeout} s and was ended`;
    case 'not-started':
      return `cannot be started: ${STARTING[how.code] ?? how.code}`;
  }
}

const STARTING: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program, or no such directory to start it in',
  EACCES: 'it may not be executed',
  ENOEXEC: 'it is no program',
};

/** A short text that any database takes, for the mark on a kept image. */
function markOf({ command, timeout }: CheckStep, how: CommandEnd['how']): string {
  const program = basename(command[0] ?? '')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 60);
  switch (how.kind) {
    case 'exit':
      return `${program}: exit code ${how.code}`;
    case 'signal':
      return `${program}: ${how.signal}`;
    case 'timeout':
      return `${program}: not done within ${timeout} s`;
    case 'not-started':
      return `${program}: cannot be started`;
  }
}
