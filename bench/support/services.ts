import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Clock ticks a second of the times in /proc, on every Linux that Node runs on. */
const TICKS = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Processor seconds, with those of children that have ended. */
  readonly seconds: number;
}

/** Processor seconds that a stack's services have used so far: of the processes of DIR/run/*.pid and their children. */
export async function servicesSeconds(dir: string): Promise<number> {
  const files = (await readdir(join(dir, 'run'))).filter((name) => name.endsWith('.pid'));
  const roots = await Promise.all(files.map(async (name) => Number(await readFile(join(dir, 'run', name)))));
  const all = await processes();
  const found = new Set(roots);
  // A child may come before its parent: pids are used again.
  for (let known = 0; known < found.size; ) {
    known = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid)).reduce((sum, { seconds }) => sum + seconds, 0);
}

async function processes(): Promise<readonly Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')));
  return all.filter((text) => text !== '').map(parseStat);
}

/** proc(5): the name may hold blanks and brackets, so the fields count from the last bracket. */
export function parseStat(text: string): Process {
  const end = text.lastIndexOf(')');
  const fields = text
    .slice(end + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return {
    pid: Number.parseInt(text, 10),
    parent: fields[1] ?? 0,
    seconds: (user + system + childUser + childSystem) / TICKS,
  };
}
