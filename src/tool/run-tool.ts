import { SourceError } from '../model/errors.ts';
import { keepLast } from './kept-output.ts';
import { missingTool, TOOL_ENVIRONMENT } from './known-tools.ts';
import { type ProgramEnd, startProgram } from './program.ts';

const LONGEST_OUTPUT = 64 * 1024 * 1024;
const LONGEST_MESSAGES = 64 * 1024;

/** A tool's output and its exit code. */
interface ToolResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** For messages and status lines; only its last 64 KiB. */
  readonly stderr: string;
}

export interface ToolOptions {
  /** Sent to its standard input. */
  readonly input?: Uint8Array;
  readonly signal?: AbortSignal;
  /** Milliseconds; default one minute. */
  readonly timeoutMs?: number;
}

/**
 * Runs a tool to its end, without a shell and with no environment but PATH and LC_ALL=C. Any exit code is a result.
 * `SourceError` when the tool is not installed, a signal ends it, it takes too long or writes more than 64 MiB; an
 * abort throws the signal's reason.
 */
export async function runTool(
  name: string,
  args: readonly string[],
  { input, signal, timeoutMs = 60_000 }: ToolOptions = {},
): Promise<ToolResult> {
  const program = startProgram([name, ...args], {
    environment: TOOL_ENVIRONMENT,
    signal,
    timeoutMs,
    hasInput: input !== undefined,
  });
  const messages = keepLast([program.stderr], LONGEST_MESSAGES);
  const blocks: Buffer[] = [];
  let bytes = 0;
  program.stdout.on('error', () => {});
  program.stdout.on('data', (block: Buffer) => {
    bytes += block.length;
    if (bytes > LONGEST_OUTPUT) program.stop();
    else blocks.push(block);
  });
  program.stdin.end(input);
  const end = await program.end();
  if (bytes > LONGEST_OUTPUT) throw new SourceError(`${name} wrote more than ${LONGEST_OUTPUT} bytes`);
  if (end.kind !== 'exit') throw failure(name, end, timeoutMs);
  if (!program.stdout.readableEnded) throw new SourceError(`${name} ended before its output was complete`);
  return { exitCode: end.code, stdout: Buffer.concat(blocks), stderr: messages().bytes.toString('utf8') };
}

function failure(name: string, end: Exclude<ProgramEnd, { kind: 'exit' }>, timeoutMs: number): SourceError {
  switch (end.kind) {
    case 'timeout':
      return new SourceError(`${name} took longer than ${timeoutMs / 1000} s`);
    case 'signal':
      return new SourceError(`${name} could not be run: ${end.signal} ended it`);
    case 'not-started':
      if (end.code === 'ENOENT') return missingTool(name);
      return new SourceError(`${name} could not be run: ${end.code}`);
  }
}
