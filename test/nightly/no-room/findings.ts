import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MARKER } from '../../../src/model/marker.ts';
import type { Look } from '../../chaos/cloud.ts';
import type { Run } from '../../chaos/program.ts';
import { digest } from '../../support/digest.ts';
import { FRESH, type Story, type Version } from './story.ts';

/** Exit codes that a run without room may have. */
const DOCUMENTED = [0, 1, 3, 4];

/** What is wrong with the end of a run. */
export function faultsOfEnd({ exitCode, overdue, stdout, stderr }: Run): readonly string[] {
  const said = `${stdout}\n${stderr}`;
  const faults: string[] = [];
  if (overdue) return ['the run did not end by itself'];
  if (exitCode === null || !DOCUMENTED.includes(exitCode)) faults.push(`the exit code is ${exitCode}`);
  if (/^\s+at .*:\d+:\d+\)?$/m.test(said) || /node:internal|Unhandled|TypeError|\bbug\b/.test(said)) {
    faults.push(`a stack trace, or a message about the program itself: ${firstLines(stderr)}`);
  }
  if (exitCode !== 0 && !/ENOSPC|no space|room/i.test(said)) {
    faults.push(`exit code ${exitCode}, and no message names the full disk: ${firstLines(stderr)}`);
  }
  return faults;
}

function firstLines(text: string): string {
  return JSON.stringify(text.slice(-600));
}

/** What is wrong with the cloud: each image is there once, with a whole content of the story, and its backups too. */
export function faultsOfCloud(look: Look, story: Story, isDone: boolean): readonly string[] {
  const faults: string[] = [];
  for (const name of story.names) {
    const named = look.images.filter((image) => image.name === name && !image.os_hidden);
    const versions: readonly Version[] = isDone ? [2] : name === FRESH ? [2] : [1, 2];
    if (named.length > 1) faults.push(`${named.length} images are named "${name}"`);
    if (named.length === 0 && (isDone || name !== FRESH)) faults.push(`no image is named "${name}"`);
    for (const image of named) {
      const isWhole = versions.some((version) => story.md5(name, version) === image.checksum);
      if (image.status !== 'active' || !isWhole) {
        faults.push(`"${name}" is ${image.status} with other content than any version's`);
      }
      if (image[MARKER.role] !== 'current') faults.push(`"${name}" has the role ${image[MARKER.role]}`);
    }
  }
  return faults;
}

export interface Wanted {
  readonly story: Story;
  /** Paths of the run's outputs, below its folder, that exist after exit code 0. */
  readonly outputs: readonly string[];
  readonly isDone: boolean;
}

/** What is wrong with the files: each one under a final name is whole, and no temporary one stays. */
export async function faultsOfFiles(folder: string, wanted: Wanted): Promise<readonly string[]> {
  const files = await filesBelow(folder);
  const faults: string[] = [];
  for (const path of files) {
    const fault = faultOf(path, await readFile(join(folder, path)), wanted.story);
    if (fault !== null) faults.push(`${path} ${fault}`);
  }
  const missing = wanted.isDone ? wanted.outputs.filter((path) => !files.includes(path)) : [];
  faults.push(...missing.map((path) => `exit code 0, and ${path} is not there`));
  if (wanted.isDone && wanted.outputs.includes('report.json') && !files.some((path) => isCopy(path))) {
    faults.push('exit code 0, and the copy of the replaced image is not there');
  }
  return faults;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => !one.isDirectory() || one.name.startsWith('reconcile-'))
    .map((one) => (one.isDirectory() ? `${one.name}/` : relative(folder, join(one.parentPath, one.name))))
    .filter((path) => !path.endsWith('/') || path.startsWith('reconcile-'));
}

const GIVEN = ['glance.yaml', 'local.raw', 'plan.key'];
const isCopy = (path: string) => path.startsWith('copies/') && path.endsWith('.raw');

/** Null, or why this file should not be there, or should not be as it is. */
function faultOf(path: string, bytes: Buffer, story: Story): string | null {
  if (GIVEN.includes(path)) return null;
  if (/^(report|plan|plan-report)\.json$/.test(path)) return isJson(bytes) ? null : 'is half a document';
  // The text ends with the line that sums the run up, or with the run's error; half a text ends inside a line.
  if (path === 'report.txt') return bytes.toString().endsWith('\n') ? null : 'is half a document';
  if (path === 'kept.raw') return isContent(bytes, 'kept', story) ? null : 'is not the download';
  if (isCopy(path)) return isContent(bytes, 'copied', story) ? null : 'is not the copy of an image';
  if (/^\.cache\/.*\/digests\/[0-9a-f]+\.json$/.test(path)) return isJson(bytes) ? null : 'is half a note';
  const [, hex] = /^cache\/sha256\/.*?([0-9a-f]{64})/.exec(path) ?? [];
  if (hex !== undefined) return digest('sha256', bytes) === hex ? null : 'is not the content of its name';
  // Drafts that the next run continues.
  if (/^cache\/partial\//.test(path) || /^\.?kept\.raw.*\.(part|part\.json)$/.test(path)) return null;
  return 'is left over';
}

function isContent(bytes: Buffer, name: string, story: Story): boolean {
  return ([1, 2] as const).some((version) => digest('md5', bytes) === story.md5(name, version));
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
