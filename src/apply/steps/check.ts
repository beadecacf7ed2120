import { basename } from 'node:path';
import { CheckError, EXIT, LocalCheckError, ReconcileError } from '../../model/errors.ts';
import { setOperation } from '../../model/image.ts';
import type { CheckStep, LocalCheck } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';
import { type ChangeContext, type CheckHost, placed, placedCommand, stagedOf, warn } from '../context.ts';
import { reported } from '../explain.ts';
import { whileAlive } from '../heartbeat.ts';
import { lastLines } from '../last-lines.ts';
import { type CommandEnd, runCommand } from '../run-command.ts';
import { unshare } from './share.ts';

/** Runs a command against the staged image. Throws a {@link CheckError} unless the command exits with 0 in time. */
export async function check(step: CheckStep, context: ChangeContext): Promise<void> {
  const { id } = stagedOf(context);
  announce(step, context);
  const access = await hostOf(context).access(step.timeout);
  await withGuest(step.member, context, async () => {
    const end = await runCheck(step, { ...access, RECONCILE_IMAGE_ID: id }, context);
    if (!isPassed(end)) throw failure(step, end, { access, context });
  });
}

/**
 * Runs a command with the bytes as a file, which no other user can read. Throws a {@link LocalCheckError} unless the command
 * exits with 0 in time. It gets nothing to reach the cloud with.
 */
export async function checkFile(step: LocalCheck, path: string, context: ChangeContext): Promise<void> {
  announce(step, context);
  const end = await runCheck(step, { RECONCILE_IMAGE_FILE: path }, context);
  if (isPassed(end)) return;
  throw new LocalCheckError(`the check \`${nameOf(step)}\` ${inWords(end.how, step)}`, {
    output: lastLines(end.output, context.redact),
    hint: 'Nothing was uploaded. Correct the image, or the check.'.concat(
      aboutProxies(context.checks?.withheld ?? []),
    ),
  });
}

function announce(step: LocalCheck, { onEvent, change }: ChangeContext): void {
  onEvent({ type: 'check', name: change.name, command: nameOf(step) });
}

function runCheck(
  step: LocalCheck,
  variables: Readonly<Record<string, string>>,
  context: ChangeContext,
): Promise<CommandEnd> {
  const host = hostOf(context);
  const command = {
    words: placedCommand(step.command, context),
    directory: step.directory === null ? host.directory : placed(step.directory, context),
    environment: { ...host.environment, ...variables, ...aboutImage(context) },
    timeout: step.timeout,
  };
  return whileAlive(context, () => runCommand(command, context.signal));
}

function isPassed({ how }: CommandEnd): boolean {
  return how.kind === 'exit' && how.code === 0;
}

interface Run {
  /** The variables that let the command reach the cloud. */
  readonly access: Readonly<Record<string, string>>;
  readonly context: ChangeContext;
}

function failure(step: CheckStep, { how, output }: CommandEnd, { access, context }: Run): CheckError {
  // A command that did not start says nothing about the image.
  const keep = step.keep || how.kind === 'not-started';
  return new CheckError(`the check \`${nameOf(step)}\` ${inWords(how, step)}`, {
    keep,
    reason: markOf(step, how),
    output: lastLines(output, context.redact),
    hint: (keep
      ? `The image is not published. It stays as the staged image ${stagedOf(context).id}, and the next run checks it again.`
      : 'The image is not published, and its upload is deleted. Set `keep: true` in the check to keep the upload for a look.'
    ).concat(lacksPassword(access) ? NO_PASSWORD : '', aboutProxies(context.checks?.withheld ?? [])),
  });
}

const NO_PASSWORD =
  ' This cloud needs a user and a password (auth_type: http_basic), and reconcile gives checks no password. Let the command read OS_PASSWORD from a file of its own.';

function aboutProxies(withheld: readonly string[]): string {
  if (withheld.length === 0) return '';
  return ` A check gets ${withheld.join(', ')} without user and password. If the proxy demands them, let the command read them from a file of its own.`;
}

function lacksPassword({ OS_AUTH_TYPE, OS_PASSWORD }: Run['access']): boolean {
  return OS_AUTH_TYPE === 'http_basic' && OS_PASSWORD === undefined;
}

function nameOf({ command }: LocalCheck): string {
  return command.map(shellWord).join(' ');
}

function hostOf({ checks, change }: ChangeContext): CheckHost {
  if (checks) return checks;
  throw new ReconcileError(
    'no-checks',
    `"${change.name}" has to pass a check, but this program gives applyPlan no \`checks\``,
    EXIT.error,
    {
      hint: 'Set the option `checks` of applyPlan, or use `reconcile apply`.',
    },
  );
}

function aboutImage({ plan, change }: ChangeContext): Readonly<Record<string, string>> {
  const target = plan.targets.find(({ region }) => region === change.region) ?? plan.targets[0];
  return {
    RECONCILE_IMAGE_NAME: change.name,
    RECONCILE_REGION: change.region,
    RECONCILE_ENDPOINT: target?.endpoint ?? '',
    RECONCILE_STACK: plan.stack,
  };
}

/** Shares the staged image with one project during the work. Ends the sharing afterwards, also after a failure. */
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
    // The check's failure is the error to report. If the sharing cannot be ended, the next run ends it.
    await unshare(id, context).catch((failure: unknown) =>
      warn(
        context,
        `image ${id} is still shared for its check (${reported(failure).message}); the next run ends that`,
      ),
    );
    throw error;
  }
  await unshare(id, context);
}

function inWords(how: CommandEnd['how'], { timeout }: LocalCheck): string {
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
  ENOENT: 'the program or its working directory does not exist',
  EACCES: 'the file is not executable',
  ENOEXEC: 'the file is not a program',
};

/** The reason in the mark on a kept image: short ASCII text, which every database can store. */
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
