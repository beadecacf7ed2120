import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Program } from '../support/program.ts';
import type { Block, Page } from './page.ts';

/** A command of a page, and its output. */
export interface Shown {
  readonly block: Block;
  readonly command: string;
  /** The output that the page shows below the command; null when the page shows none, as in an `sh` block. */
  readonly shown: readonly string[] | null;
  /** Both streams, in the order of writing. */
  readonly written: string;
  readonly exitCode: number;
}

export interface PageRun {
  /** The folder in which the commands ran; it no longer exists. */
  readonly folder: string;
  readonly commands: readonly Shown[];
}

/**
 * Runs a page from top to bottom as a reader would: in one shell, in an empty folder, with `reconcile` on the PATH and
 * OS_* of an empty sandbox. Writes the blocks that name a file, and runs the `console` and `sh` blocks.
 */
export async function runPage({ blocks }: Page, program: Program): Promise<PageRun> {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const bin = mkdtempSync(join(tmpdir(), 'docs-bin-'));
  const sandbox = await startSandbox();
  try {
    writeFileSync(join(bin, 'reconcile'), `#!/bin/sh\nexec '${process.execPath}' '${program.path}' "$@"\n`);
    chmodSync(join(bin, 'reconcile'), 0o755);
    const { script, commands } = scriptOf(blocks.filter(({ notRun }) => notRun === null));
    const shell = spawn('bash', ['-c', script], {
      cwd: folder,
      env: { ...sandbox.env, PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
      // Ends the processes that the page started and did not end.
      detached: true,
    });
    const [output] = await Promise.all([
      text(shell.stdout),
      once(shell, 'exit').then(() => endGroup(shell.pid)),
    ]);
    return {
      folder,
      commands: commands.map((command, index) => ({ ...command, ...resultOf(output, index) })),
    };
  } finally {
    await sandbox.close();
    for (const path of [folder, bin]) rmSync(path, { recursive: true, force: true });
  }
}

type Command = Pick<Shown, 'block' | 'command' | 'shown'>;

const MARK = '\x1e';

function scriptOf(blocks: readonly Block[]): {
  readonly script: string;
  readonly commands: readonly Command[];
} {
  const commands: Command[] = [];
  const parts = ['exec 2>&1'];
  for (const block of blocks) {
    if (block.file !== null) parts.push(writeFile(block.file, block.text));
    else if (block.language === 'console' || block.language === 'sh') {
      for (const command of commandsOf(block)) {
        // The next command may print the exit code of this command (`echo $?`).
        const index = commands.push(command) - 1;
        parts.push(
          command.command,
          `__code=$?; printf '${MARK}${index} %d${MARK}' "$__code"; (exit "$__code")`,
        );
      }
    }
  }
  return { script: parts.join('\n'), commands };
}

function writeFile(file: string, content: string): string {
  const mode = file.endsWith('.sh') ? `; chmod +x '${file}'` : '';
  return `mkdir -p "$(dirname '${file}')"\ncat > '${file}' <<'__END_OF_FILE__'\n${content}__END_OF_FILE__\n:${mode}`;
}

/** A `console` block has `$ command` lines, each followed by its output. An `sh` block is one script. */
function commandsOf(block: Block): readonly Command[] {
  if (block.language === 'sh') return [{ block, command: block.text, shown: null }];
  const commands: { block: Block; command: string; shown: string[] }[] = [];
  let isContinued = false;
  for (const line of block.text.replace(/\n$/, '').split('\n')) {
    const last = commands.at(-1);
    if (isContinued && last) last.command += `\n${line}`;
    else if (line.startsWith('$ ')) commands.push({ block, command: line.slice(2), shown: [] });
    else if (last) last.shown.push(line);
    else throw new Error(`line ${block.line}: the block does not begin with a command`);
    isContinued = line.endsWith('\\') && (isContinued || line.startsWith('$ '));
  }
  // An empty line before the next command is for the reader.
  return commands.map((command) => ({ ...command, shown: withoutEmptyEnd(command.shown) }));
}

export function withoutEmptyEnd(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, end + 1);
}

function resultOf(output: string, index: number): Pick<Shown, 'written' | 'exitCode'> {
  const before = index === 0 ? 0 : output.indexOf(MARK, output.indexOf(`${MARK}${index - 1} `) + 1) + 1;
  const end = output.indexOf(`${MARK}${index} `);
  if (end < 0) throw new Error(`the shell ended before command ${index}: ${output.slice(-1000)}`);
  const [, code = ''] = /^\d+ (\d+)/.exec(output.slice(end + 1)) ?? [];
  return { written: output.slice(before, end), exitCode: Number(code) };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // All processes have ended.
  }
}
