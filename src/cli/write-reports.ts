import { resolve } from 'node:path';
import { checkFolder, writeWhole } from '../files/write-whole.ts';
import { UnresolvedError } from '../model/errors.ts';
import { ACTIONS, PLAN_FORMAT_VERSION, type Plan, type Summary } from '../model/plan.ts';
import { refuseSecrets } from '../model/refuse-secrets.ts';
import type { Report } from '../model/report.ts';
import { escapeText } from '../report/escape.ts';
import { planToJson, reportToJson } from '../report/json.ts';
import { drawPlan, drawReport } from '../report/text.ts';
import { drawUnresolved } from '../report/unresolved-text.ts';
import { hideFolders } from '../run/saved/host-folders.ts';
import { redactValues } from './console.ts';
import type { CommandContext } from './context.ts';
import { asExpected, errorData } from './failure.ts';
import type { ReportRequest } from './flags.ts';

/** The result of a run: a plan, the report of an apply, or the error that ended the run before its plan. */
type Result =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly command: string | null }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failure'; readonly error: unknown };

/** What drawing the result of a failed run needs. */
export type FailureContext = Pick<CommandContext, 'console' | 'secrets'> & {
  readonly folders: Pick<CommandContext['folders'], 'work' | 'home'>;
};

/** Throws when the folder of a file cannot be written, before the run begins its work. */
export async function checkReports(
  requests: readonly Pick<ReportRequest, 'file'>[],
  context: CommandContext,
): Promise<void> {
  await Promise.all(requests.map(({ file }) => checkFolder(resolve(context.terminal.cwd, file))));
}

/** Writes the files of `--report`. */
export async function writeReports(
  requests: readonly ReportRequest[],
  result: Result,
  context: CommandContext,
): Promise<void> {
  for (const { format, file } of requests) {
    const text = format === 'json' ? resultJson(result, context) : resultText(result, context);
    await writeWhole(resolve(context.terminal.cwd, file), text, 0o600, context.secrets);
  }
}

/** Writes the error to the files of `--report`. Only warns when that fails too, so that the run ends with `error`. */
export async function writeFailure(
  requests: readonly ReportRequest[],
  error: unknown,
  context: CommandContext,
): Promise<void> {
  try {
    await writeReports(requests, { kind: 'failure', error }, context);
  } catch (second) {
    context.console.warn(asExpected(second).message);
  }
}

/**
 * A result as JSON. Throws ReconcileError (`secret-in-output`) for a plan or report that holds a known secret. Redacts
 * the texts of errors, and secrets that are too short to be refused, value by value, so that no key changes.
 */
export function resultJson(result: Result, { console, secrets, folders }: FailureContext): string {
  switch (result.kind) {
    case 'plan':
      refuseSecrets(planToJson(result.plan), 'the plan', secrets);
      return planToJson(redactValues(result.plan, console.redact) as Plan);
    case 'report':
      refuseSecrets(reportToJson(result.report), 'the report', secrets);
      return reportToJson(redactValues(result.report, console.redact) as Report);
    case 'failure':
      return planToJson(redactValues(failedPlan(result.error), hiding(console, folders)) as Plan);
  }
}

/** The error that ended a run before its plan, as `--report json=FILE` gets it. */
export function failureJson(error: unknown, context: FailureContext): string {
  return resultJson({ kind: 'failure', error }, context);
}

/** Takes secrets and the folders of this host out of the texts of a failure, whose state file is perhaps not known. */
function hiding(
  { redact }: Pick<CommandContext['console'], 'redact'>,
  folders: FailureContext['folders'],
): (text: string) => string {
  const hide = hideFolders(null, folders);
  return (text) => hide(redact(text));
}

function resultText(result: Result, { console, secrets, folders }: CommandContext): string {
  const options = { colour: 0, width: 80, verbose: console.flags.verbose > 0 } as const;
  switch (result.kind) {
    case 'plan': {
      const text = drawPlan(result.plan, { ...options, command: result.command });
      return console.redact(refuseSecrets(text, 'the plan', secrets));
    }
    case 'report':
      return console.redact(refuseSecrets(drawReport(result.report, options), 'the report', secrets));
    case 'failure': {
      const { message, hint } = asExpected(result.error);
      const text = `error: ${escapeText(message)}\n${hint === null ? '' : `hint: ${escapeText(hint)}\n`}`;
      const { error } = result;
      const left = error instanceof UnresolvedError ? drawUnresolved(error.entries, options) : '';
      return hiding(console, folders)(text + left);
    }
  }
}

/** The shape of a plan with an `error`, for a run that ended before its plan. */
function failedPlan(error: unknown): Plan & { readonly error: object } {
  const unresolved = error instanceof UnresolvedError ? { unresolved: error.entries } : {};
  return {
    formatVersion: PLAN_FORMAT_VERSION,
    stack: '',
    state: { files: [], sha256: '0'.repeat(64) },
    targets: [],
    partial: false,
    ...unresolved,
    summary: NOTHING,
    changes: [],
    warnings: [],
    error: errorData(error),
  };
}

const NOTHING = {
  ...Object.fromEntries(ACTIONS.map((action) => [action, 0])),
  blocked: 0,
  bytes: 0,
} as unknown as Summary;
