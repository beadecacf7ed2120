import type { Visibility } from '../../model/image.ts';
import type { Caller } from './context.ts';
import { badRequest, standard } from './errors.ts';
import { isMemberOf } from './policy.ts';
import type { ImageRecord } from './record.ts';

type Test = (image: ImageRecord) => boolean;

/** Filters that accept the operators `eq:` and `in:`. */
const WITH_OPERATORS = ['name', 'id', 'status', 'container_format', 'disk_format'] as const;

/** Columns of Glance's database. A filter with another name compares a custom property. */
const COLUMNS: Readonly<Record<string, (image: ImageRecord) => string | number | boolean | null>> = {
  size: (image) => image.size,
  virtual_size: (image) => image.virtual_size,
  visibility: (image) => image.visibility,
  checksum: (image) => image.checksum,
  os_hash_algo: (image) => image.os_hash_algo,
  os_hash_value: (image) => image.os_hash_value,
  min_disk: (image) => image.min_disk,
  min_ram: (image) => image.min_ram,
  owner: (image) => image.owner,
};

/** Parameters that other functions read, or that Glance overrides. */
const NOT_FILTERS = ['limit', 'marker', 'sort', 'sort_key', 'sort_dir', 'member_status', 'tag', 'deleted'];

/** Returns the test that a listing's query applies to images. Throws 400 for a query that Glance refuses. */
export function filterOf(query: URLSearchParams, caller: Caller): Test {
  const filters = new Map([...query].filter(([name]) => !NOT_FILTERS.includes(name)));
  const visibility = filters.get('visibility');
  const memberStatus = query.get('member_status') ?? 'accepted';
  checkChoice(
    visibility || undefined,
    ['community', 'public', 'private', 'shared', 'all'],
    'visibility value',
  );
  checkChoice(memberStatus, ['pending', 'accepted', 'rejected', 'all'], 'status');
  if (filters.get('changes-since')) {
    throw badRequest('The "changes-since" filter is no longer available on v2.');
  }
  const hidden = (filters.get('os_hidden') ?? 'false').toLowerCase();
  checkBoolean('os_hidden', hidden);
  const isProtected = filters.get('protected');
  if (isProtected !== undefined) checkBoolean('protected', isProtected);
  for (const name of ['visibility', 'os_hidden', 'protected']) filters.delete(name);

  const tags = query.getAll('tag').map((tag) => tag.trim());
  const tests: Test[] = [
    visibleTo(caller, memberStatus, visibility),
    (image) => image.os_hidden === (hidden === 'true'),
    (image) => isProtected === undefined || image.protected === (isProtected === 'true'),
    (image) => tags.every((tag) => image.tags.includes(tag)),
    ...[...filters].map(([name, value]) => attributeTest(name, value)),
  ];
  return (image) => tests.every((test) => test(image));
}

function checkChoice(value: string | undefined, choices: readonly string[], what: string): void {
  if (value !== undefined && !choices.includes(value)) throw badRequest(`Invalid ${what}: ${value}`);
}

function checkBoolean(name: string, value: string): void {
  if (value === 'true' || value === 'false') return;
  throw badRequest(`Invalid value '${value}' for '${name}' filter. Valid values are 'true' or 'false'.`);
}

/**
 * An admin sees every image. Other users see public, community and their own images, and images shared with them in the
 * requested member status. Community images of other projects are listed only when the query has a visibility.
 */
function visibleTo(caller: Caller, memberStatus: string, visibility: string | undefined): Test {
  const owns: Test = (image) => image.owner !== null && image.owner === caller.projectId;
  const sharedIn: Test = (image) =>
    image.visibility === 'shared' &&
    isMemberOf(caller, image) &&
    image.members.some(
      (member) =>
        member.member_id === caller.projectId && (memberStatus === 'all' || member.status === memberStatus),
    );
  const reachable: Test = (image) =>
    caller.isAdmin ||
    image.visibility === 'public' ||
    image.visibility === 'community' ||
    owns(image) ||
    sharedIn(image);
  if (visibility === undefined) {
    return (image) => reachable(image) && (image.visibility !== 'community' || owns(image));
  }
  return (image) =>
    reachable(image) && (visibility === 'all' || image.visibility === (visibility as Visibility));
}

function attributeTest(name: string, value: string): Test {
  if (name.endsWith('_min') || name.endsWith('_max')) return rangeTest(name, value);
  if (name === 'created_at' || name === 'updated_at') return timeTest(name, value);
  const operated = WITH_OPERATORS.find((one) => one === name);
  if (operated !== undefined) {
    const wanted = wantedValues(value);
    return (image) => image[operated] !== null && wanted.includes(image[operated]);
  }
  const column = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  if (column === undefined)
    return (image) => Object.hasOwn(image.properties, name) && image.properties[name] === value;
  return (image) => {
    const actual = column(image);
    return actual !== null && String(actual) === value;
  };
}

function rangeTest(name: string, value: string): Test {
  if (!/^\s*[+-]?\d+\s*$/.test(value)) {
    throw badRequest('Unable to filter on a range with a non-numeric value.');
  }
  const bound = Number(value);
  const column = COLUMNS[name.slice(0, -4)];
  // The real service answers 500 to a range over a custom property.
  if (column === undefined) throw standard(500);
  const fits = name.endsWith('_min') ? (n: number) => n >= bound : (n: number) => n <= bound;
  return (image) => {
    const actual = column(image);
    return actual !== null && fits(Number(actual));
  };
}

function timeTest(name: 'created_at' | 'updated_at', value: string): Test {
  const [operator, time] = splitOperator(value);
  const bound = parseTime(time);
  if (bound === undefined) {
    throw badRequest(`Bad "${name}" query filter format. Use ISO 8601 DateTime notation.`);
  }
  const compare: Readonly<Record<string, (actual: number) => boolean>> = {
    eq: (actual) => actual === bound,
    neq: (actual) => actual !== bound,
    gt: (actual) => actual > bound,
    gte: (actual) => actual >= bound,
    lt: (actual) => actual < bound,
    lte: (actual) => actual <= bound,
  };
  const test = Object.hasOwn(compare, operator) ? compare[operator] : undefined;
  if (test === undefined) throw badRequest('Unable to filter on a unknown operator.');
  return (image) => test(name === 'created_at' ? image.created : image.updated);
}

function wantedValues(value: string): string[] {
  const [operator, operand] = splitOperator(value);
  if (operator === 'eq') return [operand];
  if (operator === 'in') return splitList(operand);
  throw badRequest(`Unable to filter by unknown operator '${operator}'.`);
}

/** Splits an expression at the first colon into operator and value, unless the whole expression is a time. */
function splitOperator(expression: string): readonly [string, string] {
  const colon = expression.indexOf(':');
  if (colon < 0 || parseTime(expression) !== undefined) return ['eq', expression];
  return [expression.slice(0, colon), expression.slice(colon + 1)];
}

/** Parses an ISO 8601 time into microseconds since 1970; UTC when the text has no zone. */
function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}(:?\d{2}){0,2}(\.\d+)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/.test(text))
    return undefined;
  const zoned = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1000;
}

/** Splits `a,"b,c"` into its values. A backslash keeps a quote from ending the value, and stays in the value. */
function splitList(text: string): string[] {
  checkQuotes(text);
  const values = text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)",?|([^,]+),?|,/g);
  return [...values].map(([, quoted, plain]) => quoted || plain || '');
}

function checkQuotes(text: string): void {
  const fault = (what: string): never => {
    throw badRequest(`Invalid filter value ${text}. ${what}`);
  };
  let opens = true;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '"' || (at > 0 && text[at - 1] === '\\')) continue;
    if (opens && at > 0 && text[at - 1] !== ',') fault('There is no comma before opening quotation mark.');
    if (!opens && at + 1 < text.length && text[at + 1] !== ',') {
      fault('There is no comma after closing quotation mark.');
    }
    opens = !opens;
  }
  if (!opens) fault('The quote is not closed.');
}
