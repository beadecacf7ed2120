import stringWidth from 'string-width';
import { MARKER_PREFIX } from '../model/marker.ts';
import type { Change, FieldChange, FieldValue } from '../model/plan.ts';
import { quoteText } from './escape.ts';
import { padTo, shorten } from './layout.ts';
import type { Paint } from './paint.ts';

const INDENT = 6;
/** Columns; wider values do not move the arrows of the others to the right. */
const ALIGNED_WIDTH = 24;
const LONGEST_VALUE = 300;

/** How fields are drawn. */
interface FieldStyle {
  readonly paint: Paint;
  readonly width: number;
  readonly verbose: boolean;
}

/** The fields of one change, aligned: `path  old → new`; for a new image only its values. */
export function drawFields(change: Change, style: FieldStyle): readonly string[] {
  const fields = change.fields.filter((field) => style.verbose || !isBookkeeping(field));
  const fresh = change.fields.every((field) => field.before === null) && change.imageId === null;
  const rows = fields.map((field) => makeRow(field, style.verbose));
  const pathWidth = Math.max(0, ...rows.map((row) => stringWidth(row.path)));
  const beforeWidth = Math.max(0, ...rows.map((row) => stringWidth(row.before)).filter(isAligned));
  const lines = rows.flatMap((row) =>
    fresh ? [freshRow(row, pathWidth)] : changedRow(row, { pathWidth, beforeWidth, ...style }),
  );
  const hidden = change.fields.length - fields.length;
  if (hidden === 0) return lines;
  const note = fields.length > 0 ? '(and markers of reconcile)' : '(only markers of reconcile)';
  return [...lines, `${' '.repeat(INDENT)}${style.paint.faint(note)}`];
}

interface Row {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly change: FieldChange;
}

function makeRow(field: FieldChange, verbose: boolean): Row {
  return {
    path: quoteText(field.path),
    before: drawValue(field.before, verbose),
    after: drawValue(field.after, verbose),
    change: field,
  };
}

function freshRow(row: Row, pathWidth: number): string {
  return `${' '.repeat(INDENT)}${padTo(row.path, pathWidth)}  ${row.after}`;
}

function changedRow(
  row: Row,
  style: FieldStyle & { readonly pathWidth: number; readonly beforeWidth: number },
): readonly string[] {
  const { paint } = style;
  const before = row.change.before === null ? paint.faint(row.before) : row.before;
  const after = row.change.after === null ? paint.faint(row.after) : row.after;
  const start = `${' '.repeat(INDENT)}${padTo(row.path, style.pathWidth)}  `;
  const line = `${start}${padTo(before, style.beforeWidth)} ${paint.faint('→')} ${after}`;
  if (stringWidth(line) <= style.width) return [line];
  const below = ' '.repeat(INDENT + 2);
  return [start.trimEnd(), `${below}${paint.bad('-')} ${before}`, `${below}${paint.good('+')} ${after}`];
}

/** A value for people: a list with commas, `(none)` for an absent value, and quotes only around ambiguous text. */
function drawValue(value: FieldValue, verbose: boolean): string {
  if (value === null) return '(none)';
  if (typeof value === 'string') return quoteText(verbose ? value : shorten(value, LONGEST_VALUE));
  if (typeof value === 'object') {
    return value.length === 0 ? '(none)' : value.map((item) => drawValue(item, verbose)).join(', ');
  }
  return String(value);
}

function isAligned(width: number): boolean {
  return width <= ALIGNED_WIDTH;
}

function isBookkeeping(field: FieldChange): boolean {
  return field.path.startsWith(MARKER_PREFIX) || field.path.startsWith(`properties.${MARKER_PREFIX}`);
}
