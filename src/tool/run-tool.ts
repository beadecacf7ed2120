import { type ExecaError, execa } from 'execa';
import { SourceError } from '../model/errors.ts';
import { missingTool } from './missing-tool.ts';

const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** What a tool said and how it ended. */
export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** For messages and status lines; cut to its last 64 KiB. */
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
 * Runs a tool to its end, without a shell and with no environment but PATH and LC_ALL=C. Any exit code is a result;
 * `SourceError` when it is not installed, is killed by a signal, takes too long or says too much; an abort is the signal's reason.
 */
export async function runTool(
  name: string,
  args: readonly string[],
  { input, signal, timeoutMs = 60_000 }: ToolOptions = {},
): Promise<ToolResult> {
  signal?.throwIfAborted();
  try {
    const result = await execa(name, args, {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
      extendEnv: false,
      encoding: 'buffer',
      stripFinalNewline: false,
      reject: false,
      maxBuffer: LONGEST_OUTPUT,
      timeout: timeoutMs,
      ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
      ...(signal ? { cancelSignal: signal } : {}),
    });
    signal?.throwIfAborted();
    if (result.exitCode === undefined) throw failure(name, result as unknown as ExecaError, timeoutMs);
    return {
      exitCode: result.exitCode,
      stdout: Buffer.from(result.stdout as Uint8Array),
      stderr: Buffer.from(result.stderr as Uint8Array)
        .subarray(-65_536)
        .toString('utf8'),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function failure(name: string, result: ExecaError, timeoutMs: number): SourceError {
  const { code } = result;
  if (code === 'ENOENT') return missingTool(name);
  if (result.timedOut) return new SourceError(`${name} took longer than ${timeoutMs / 1000} s`);
  if (result.isMaxBuffer) return new SourceError(`${name} said more than ${LONGEST_OUTPUT} bytes`);
  return new SourceError(`${name} could not be run: ${result.signal ?? code ?? 'unknown cause'}`);
}
