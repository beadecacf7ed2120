import type { Wanted } from './cast.ts';
import type { Look, Wire } from './cloud.ts';
import type { Contents } from './contents.ts';
import { roleOf } from './observer.ts';
import { MOST_SECONDS, type Run } from './program.ts';

/** The differences between a cloud and its wanted state; empty without any. */
export function differences(
  look: Look,
  after: readonly Wanted[],
  before: Look,
  contents: Contents,
): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const wanted of after) {
    const named = look.images.filter((image) => image.name === wanted.name);
    const [image] = named;
    if (image === undefined || named.length > 1) {
      problems.push(`${named.length} images are named "${wanted.name}"`);
      continue;
    }
    seen.add(image.id);
    problems.push(...imageDifferences(image, wanted, look, contents), ...renewed(image, wanted, before));
    const backups = look.images.filter((other) => isBackupOf(other, wanted, contents));
    for (const backup of backups) seen.add(backup.id);
    problems.push(...backupDifferences(backups, wanted, contents));
  }
  const others = look.images.filter((image) => !seen.has(image.id));
  problems.push(
    ...others.map((image) => `left over: "${image.name}" (${roleOf(image) ?? 'no role'}, ${image.status})`),
  );
  return problems;
}

function imageDifferences(image: Wire, wanted: Wanted, look: Look, contents: Contents): readonly string[] {
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['content', contents.labelOf(image.checksum), wanted.content],
    ['status', image.status, wanted.status],
    ['visibility', image.visibility, wanted.visibility],
    ['os_hidden', image.os_hidden, wanted.hidden],
    ['protected', image.protected, wanted.protected],
    ['disk_format', image.disk_format, 'qcow2'],
    ['role', roleOf(image), 'current'],
    ['id', image.id, wanted.id ?? image.id],
    ['tags', [...image.tags].sort(), [...wanted.tags].sort()],
    ['stores', storesOf(image), [...(wanted.stores ?? storesOf(image))].sort()],
    ['members', sorted(look.members.get(image.id) ?? {}), sorted(wanted.members)],
    ...Object.entries(wanted.properties).map(([key, value]) => [key, image[key] ?? null, value] as const),
  ];
  return facts
    .filter(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should))
    .map(
      ([what, is, should]) =>
        `"${wanted.name}": ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`,
    );
}

function storesOf(image: Wire): readonly string[] {
  return String(image.stores ?? '')
    .split(',')
    .sort();
}

/** Checks that no content is uploaded twice into different images. */
function renewed(image: Wire, wanted: Wanted, before: Look): readonly string[] {
  const former = before.images.find((one) => one.checksum === image.checksum && roleOf(one) === 'current');
  return former === undefined || former.id === image.id
    ? []
    : [`"${wanted.name}" is another image with the same content`];
}

function isBackupOf(image: Wire, wanted: Wanted, contents: Contents): boolean {
  const label = contents.labelOf(image.checksum ?? '');
  return roleOf(image) === 'backup' && label !== undefined && label.startsWith(`${wanted.key}/`);
}

function backupDifferences(backups: readonly Wire[], wanted: Wanted, contents: Contents): readonly string[] {
  const is = backups.map((image) => contents.labelOf(image.checksum)).sort();
  const should = [...wanted.backups].sort();
  const problems: string[] = [];
  if (JSON.stringify(is) !== JSON.stringify(should)) {
    problems.push(
      `"${wanted.name}": backups hold ${is.join(', ') || 'nothing'}, not ${should.join(', ') || 'nothing'}`,
    );
  }
  for (const image of backups) {
    if (image.visibility !== 'private' || image.os_hidden !== true) {
      problems.push(`backup "${image.name}" is ${image.visibility}, os_hidden ${image.os_hidden}`);
    }
    if (image.status !== wanted.backupStatus) {
      problems.push(`backup "${image.name}" is ${image.status}`);
    }
  }
  return problems;
}

/** The problems of a run's end that no disturbance excuses. */
export function misconduct(run: Run, secrets: readonly string[]): readonly string[] {
  const output = `${run.stdout}\n${run.stderr}`;
  const problems: string[] = [];
  if (run.overdue) problems.push(`it did not end by itself within ${MOST_SECONDS} s`);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(output)) problems.push('it printed a stack trace');
  if (/(fault|error|bug) (of|in) reconcile|error: unexpected/.test(output))
    problems.push('it met what it did not expect');
  if (secrets.some((secret) => output.includes(secret))) problems.push('it printed a secret');
  // Two errors are expected: project names for a user who may not list projects, and an allowed deletion that is done.
  const isInVain = run.exitCode === 64 && /Keystone shows no project|matches no image/.test(output);
  if (run.exitCode !== null && ![0, 1, 3, 4, 5].includes(run.exitCode) && !isInVain) {
    problems.push(`it ended with ${run.exitCode}`);
  }
  return problems.map((problem) => `${problem}: ${excerpt(output)}`);
}

/** The last lines of a run's output, for a report. */
export function excerpt(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-12).join(' | ').slice(-1200);
}

function sorted(entries: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
