import { isSameProcess } from '../../src/tool/process.ts';

/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  return isSameProcess(pid, null);
}
