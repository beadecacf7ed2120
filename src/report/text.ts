import { namesOf } from '../model/digest.ts';
import { AFTER_A_STOP } from '../model/errors.ts';
import { type Action, type Blocker, type Change, isIdleAction, type Plan } from '../model/plan.ts';
import type { ChangeResult, Outcome, Report } from '../model/report.ts';
import { humanBytes, humanSeconds } from './bytes.ts';
import { drawFields } from './draw-fields.ts';
import { escapeText, quoteText } from './escape.ts';
import { labelled, plural, wrapWords } from './layout.ts';
import { notesOf, warningsOf } from './notes.ts';
import { type ColourLevel, makePaint, type Paint, paintOf } from './paint.ts';
import { capitalised, drawSummary, drawTargets } from './summary.ts';
import { unresolvedBlock } from './unresolved-text.ts';

/** How a plan or report is drawn. */
export interface TextOptions {
  readonly colour: ColourLevel;
  /** Columns. */
  readonly width: number;
  /** The command that applies the plan, drawn last; null: none is drawn. */
  readonly command: string | null;
  /** Also draws unchanged images, long values, every digest and the markers. Default: false. */
  readonly verbose?: boolean;
}

interface Style {
  readonly colour: ColourLevel;
  readonly paint: Paint;
  readonly width: number;
  readonly verbose: boolean;
}

/**
 * Draws a plan for people. All text from outside (names, values, addresses) is escaped, so that no text of the cloud or
 * the state file can move the cursor or change a colour. Ends in a line break.
 */
export function drawPlan(plan: Plan, options: TextOptions): string {
  const style = styleOf(options);
  const warnings = warningsOf(plan).flatMap((warning) => drawWarning(escapeText(warning), style));
  if (plan.changes.every(isIdle) && !style.verbose) {
    return joined([
      ...unresolvedBlock(plan.unresolved ?? [], style),
      ...warnings,
      drawNoChanges(plan),
      ...plan.changes.flatMap((change) => drawIdle(change, style)),
    ]);
  }
  const shown = plan.changes.filter((change) => style.verbose || !isQuiet(change));
  return joined([
    ...drawHeader(plan, style),
    ...separated(unresolvedBlock(plan.unresolved ?? [], style)),
    ...separated(warnings),
    ...shown.flatMap((change) => ['', ...drawChange(change, style)]),
    '',
    ...wrapWords(`${style.paint.strong('Plan:')} ${drawSummary(plan)}.`, style.width),
    ...drawCommand(options.command, plan, style),
  ]);
}

/** Draws the report of an apply for people. Escapes as {@link drawPlan} does. Ends in a line break. */
export function drawReport(report: Report, options: Omit<TextOptions, 'command'>): string {
  const style = styleOf({ ...options, command: null });
  const shown = report.changes.filter((change) => style.verbose || !isIdle(change));
  const warnings = style.verbose ? warningsOf(report) : [];
  const leftOut = unresolvedBlock(report.unresolved ?? [], style);
  return joined([
    ...leftOut,
    ...(leftOut.length > 0 && shown.length > 0 ? [''] : []),
    ...shown.flatMap((change) =>
      report.rehearsal ? drawRehearsed(change, style) : drawResult(change, style),
    ),
    ...separated(warnings.flatMap((warning) => drawWarning(escapeText(warning), style))),
    ...(shown.length + leftOut.length > 0 ? [''] : []),
    ...wrapWords(drawOutcomes(report, style.paint), style.width),
  ]);
}

function styleOf(options: TextOptions): Style {
  return {
    colour: options.colour,
    paint: makePaint(options.colour),
    width: Math.max(40, options.width),
    verbose: options.verbose ?? false,
  };
}

/** Whether a change does nothing and is not blocked. */
function isIdle(change: Change): boolean {
  return isIdleAction(change.action) && change.steps.length === 0 && change.blockedBy.length === 0;
}

function isQuiet(change: Change): boolean {
  return isIdle(change) && !change.held && change.warnings.length === 0;
}

function drawHeader(plan: Plan, { paint, width }: Style): readonly string[] {
  const { files: given } = plan.state;
  const files = given.length > MOST_FILES ? `${given.length} files` : given.map(quoteText).join(', ');
  const endpoints = plan.targets.map((target) => escapeText(target.endpoint)).join(', ');
  return [
    ...wrapWords(paint.strong(capitalised(drawTargets(plan))), width),
    ...wrapWords(paint.faint(`Stack ${quoteText(plan.stack)} of ${files} on ${endpoints}`), width),
    ...(plan.partial ? wrapWords(paint.change(partialText(plan)), width) : []),
  ];
}

const MOST_FILES = 3;

function partialText({ madeWith }: Plan): string {
  return madeWith?.rollback
    ? 'A rollback leaves the other images of the state file as they are.'
    : 'Partial: --target or --exclude leaves images of the state file out.';
}

/** A plan without changes takes one line, so that a log of many runs stays short. */
function drawNoChanges(plan: Plan): string {
  const why = plan.madeWith?.rollback ? 'a rollback is about one image' : '--target or --exclude is given';
  const partial = plan.partial ? ` (partial: ${why})` : '';
  const { unchanged, held } = plan.summary;
  const kept = held > 0 ? `, ${held} held` : '';
  return `No changes: ${drawTargets(plan)}: ${plural(unchanged, 'image')} as wanted${kept}${partial}.`;
}

function drawIdle(change: Change, style: Style): readonly string[] {
  if (change.held) return drawChange(change, style);
  return change.warnings.flatMap((text) =>
    drawWarning(`${quoteText(change.name)}: ${escapeText(text)}`, style),
  );
}

function drawChange(change: Change, style: Style): readonly string[] {
  const { paint, width } = style;
  const colour = paintOf(change, paint);
  const blocked = change.blockedBy.length > 0;
  const why = change.reason === '' ? change.action : `${change.action}: ${escapeText(change.reason)}`;
  const what = change.adopts && change.action !== 'adopt' ? `${why}, not ours until now` : why;
  return [
    `${colour(markOf(change))} ${paint.strong(quoteText(change.name))}  ${colour(blocked ? `blocked (${what})` : what)}`,
    ...(change.imageId === null ? [] : [`      ${paint.faint(escapeText(change.imageId))}`]),
    ...drawFields(change, style),
    ...drawNotes(change, style),
    ...change.blockedBy.flatMap((blocker) => [
      ...labelled(paint.bad('blocked'), escapeText(placed(blocker)), { indent: 6, labelWidth: 9, width }),
      ...blocker.candidates.map((id) => `${' '.repeat(17)}${escapeText(id)}`),
    ]),
    ...change.warnings.flatMap((warning) =>
      labelled(paint.change('warning'), escapeText(warning), { indent: 6, labelWidth: 9, width }),
    ),
  ];
}

/** The blocker's text after the place of its entry. */
function placed({ at, message }: Blocker): string {
  return at === undefined ? message : `${at.file}:${at.line}:${at.column}: ${message}`;
}

function drawNotes(change: Change, { paint, width, verbose }: Style): readonly string[] {
  return notesOf(change, verbose).flatMap((note) =>
    labelled(paint.note(note.label), note.text, { indent: 6, labelWidth: 9, width }),
  );
}

function drawWarning(warning: string, { paint, width }: Style): readonly string[] {
  return labelled(paint.change('warning'), warning, { indent: 0, labelWidth: 7, width });
}

function drawCommand(command: string | null, plan: Plan, { paint, width }: Style): readonly string[] {
  const blocked = plan.changes.filter((change) => change.blockedBy.length > 0).length;
  if (blocked > 0 && plan.skipsBlocked) {
    const text = `${plural(blocked, 'image is', 'images are')} left out (--skip-blocked); the rest is applied.`;
    return wrapWords(paint.bad(text), width);
  }
  if (blocked > 0) {
    const text = `Nothing can be applied while ${plural(blocked, 'image is', 'images are')} blocked.`;
    return wrapWords(paint.bad(text), width);
  }
  return command === null || plan.changes.every(isIdle)
    ? []
    : ['', 'Apply it with', `  ${paint.strong(escapeText(command))}`];
}

const OUTCOME_WORDS = {
  done: 'done',
  failed: 'failed',
  skipped: 'not started',
  stale: 'left out, as the image has changed since the plan',
} as const satisfies Record<Outcome, string>;

/** A change of a rehearsal: what apply would find. A blocked one is drawn as in the plan. */
function drawRehearsed(change: ChangeResult, style: Style): readonly string[] {
  if (change.blockedBy.length > 0) return drawChange(change, style);
  const { paint } = style;
  if (change.outcome !== 'done') return drawResult(change, style);
  const { verified } = change;
  const first = verified && namesOf(verified.digests).at(-1);
  const digest = first === undefined ? '' : `, ${first}:${verified?.digests[first]?.slice(0, SHOWN_DIGITS)}…`;
  const what =
    verified === undefined
      ? comparedOf(change)
      : `${humanBytes(verified.bytes)} verified${digest}: ${change.action} would succeed`;
  return [`${paint.good('  ✓')} ${paint.strong(quoteText(change.name))}: ${what}`];
}

const SHOWN_DIGITS = 16;

function comparedOf({ steps, action }: ChangeResult): string {
  if (steps.some(({ kind }) => kind === 'compare')) return 'the stored bytes are as recorded or wanted';
  if (action === 'held') return 'held as a rollback left it';
  return action === 'unchanged' ? 'as wanted' : `${action} needs no bytes`;
}

function drawResult(change: ChangeResult, style: Style): readonly string[] {
  const { paint, width } = style;
  const done = change.outcome === 'done';
  const error = isInterrupted(change) ? null : change.error;
  const colour = done ? paintOf(change, paint) : paint.bad;
  const what = done ? pastOf(change) : `${change.action} ${outcomeWords(change)}`;
  const blockers = done ? [] : change.blockedBy;
  const seconds = change.seconds > 0 ? paint.faint(` in ${humanSeconds(change.seconds)}`) : '';
  const id = change.imageId === null || !done ? '' : paint.faint(` ${escapeText(change.imageId)}`);
  const under = { indent: 6, labelWidth: 7, width };
  const { servedBy } = change;
  return [
    `${colour(done ? markOf(change) : '  ✗')} ${paint.strong(quoteText(change.name))}: ${what}${seconds}${id}`,
    ...(servedBy === undefined ? [] : labelled(paint.note('from'), escapeText(servedBy), under)),
    ...blockers.flatMap(({ message }) => labelled(paint.bad('blocked'), escapeText(message), under)),
    ...(error ? labelled(paint.bad(labelOf(change)), escapeText(error.message), under) : []),
    ...(error?.output ?? []).flatMap((line) => labelled('', paint.faint(`| ${escapeText(line)}`), under)),
    ...(error?.hint ? labelled(paint.note('hint'), escapeText(error.hint), under) : []),
    ...(style.verbose ? change.warnings : []).flatMap((warning) =>
      labelled(paint.change('warning'), escapeText(warning), under),
    ),
  ];
}

/** What was done, in the past tense. A comparison says how it ended. */
function pastOf({ action, steps, imageId }: ChangeResult): string {
  const [first] = steps;
  if (first?.kind !== 'compare') return PAST[action];
  return first.id === imageId ? 'compared: the bytes agree' : 'compared: the bytes differ; replaced';
}

/** A change that was not started has a reason rather than an error: another image held it back. */
function labelOf(change: ChangeResult): string {
  return change.outcome === 'skipped' ? 'reason' : 'error';
}

function outcomeWords(change: ChangeResult): string {
  if (change.blockedBy.length > 0) return 'left out, because it is blocked';
  return isInterrupted(change) ? 'interrupted' : OUTCOME_WORDS[change.outcome];
}

/** Whether a signal ended the change. The summary says so once, for all changes. */
function isInterrupted(change: ChangeResult): boolean {
  return change.outcome === 'failed' && change.error?.code === 'interrupted';
}

function drawOutcomes(report: Report, paint: Paint): string {
  const attempted = report.changes.filter(({ action, steps }) => !isIdleAction(action) || steps.length > 0);
  const free = attempted.filter(({ blockedBy }) => blockedBy.length === 0);
  const count = (outcome: Outcome) => free.filter((change) => change.outcome === outcome).length;
  const blocked = report.changes.filter(({ blockedBy }) => blockedBy.length > 0).length;
  const idle = report.changes.filter(isIdle);
  const held = idle.filter(({ action }) => action === 'held').length;
  const unchanged = idle.length - held;
  const interrupted = attempted.filter(isInterrupted).length;
  const failed = count('failed') - interrupted;
  const leftOut = report.unresolved?.length ?? 0;
  const parts = [
    `${count('done')} ${report.rehearsal ? 'would succeed' : 'done'}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(interrupted > 0 ? [`${interrupted} interrupted`] : []),
    ...(count('stale') > 0 ? [`${count('stale')} stale`] : []),
    ...(count('skipped') > 0 ? [`${count('skipped')} not started`] : []),
    ...(held > 0 ? [`${held} held`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
  ];
  const head = report.interrupted
    ? 'Interrupted:'
    : report.rehearsal
      ? 'Rehearsed, and changed nothing:'
      : 'Applied:';
  const isWhole = count('done') === attempted.length && blocked + leftOut === 0 && !report.interrupted;
  const colour = isWhole ? paint.good : paint.bad;
  const resume = report.interrupted ? ` In the next run, ${AFTER_A_STOP}.` : '';
  return `${colour(head)} ${parts.join(', ')}${durationOf(report)}.${resume}`;
}

function durationOf(report: Report): string {
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? ` in ${humanSeconds(seconds)}` : '';
}

function separated(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}

function joined(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** The sign before an image's name, three columns wide; `!` for a blocked change. */
function markOf(change: Change): string {
  return change.blockedBy.length > 0 ? '  !' : MARKS[change.action];
}
const MARKS = {
  create: '  +',
  replace: '-/+',
  verify: '  ?',
  update: '  ~',
  rename: '  ~',
  hide: '  ~',
  deactivate: '  ~',
  reactivate: '  ~',
  resume: '  +',
  adopt: ' <=',
  delete: '  -',
  held: ' ||',
  unchanged: '  =',
} as const satisfies Record<Action, string>;

/** Actions in the past tense, for reports. */
export const PAST = {
  create: 'created',
  replace: 'replaced',
  verify: 'compared',
  update: 'updated',
  rename: 'renamed',
  hide: 'hidden',
  deactivate: 'deactivated',
  reactivate: 'reactivated',
  resume: 'resumed and published',
  adopt: 'adopted',
  delete: 'deleted',
  held: 'held',
  unchanged: 'unchanged',
} as const satisfies Record<Action, string>;
