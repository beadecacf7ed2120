import { expect, it } from 'vitest';
import { watchInterruption } from '../../src/cli/process/interruption.ts';
import type { Terminal } from '../../src/cli/process/terminal.ts';
import { afterGrace, unlessAborted } from '../../src/model/abort.ts';
import { InterruptedError, type StopSignal } from '../../src/model/errors.ts';

/** A terminal that only sends signals. */
function signals(): {
  readonly terminal: Terminal;
  readonly send: (signal: StopSignal) => void;
  readonly left: number[];
} {
  const listeners = new Set<(signal: StopSignal) => void>();
  const left: number[] = [];
  const terminal = {
    onSignal: (listener: (signal: StopSignal) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    exit: (code: number) => void left.push(code),
  } as unknown as Terminal;
  const send = (signal: StopSignal) => {
    for (const listener of listeners) listener(signal);
  };
  return { terminal, send, left };
}

it.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('an interruption aborts on the first %s, and leaves on the second with %i', (stop, code) => {
  const { terminal, send, left } = signals();
  const said: string[] = [];
  const { signal } = watchInterruption(terminal, {
    timeout: undefined,
    onInterrupt: (text) => said.push(text),
  });
  send(stop);
  expect(signal.reason).toBeInstanceOf(InterruptedError);
  expect(left).toEqual([]);
  send(stop);
  expect(left).toEqual([code]);
  expect(said).toHaveLength(1);
});

it('a closed interruption ignores signals', () => {
  const { terminal, send } = signals();
  const interruption = watchInterruption(terminal, { timeout: undefined, onInterrupt: () => {} });
  interruption.close();
  send('SIGINT');
  expect(interruption.signal.aborted).toBe(false);
});

it('an interruption ends work that has no signal of its own', async () => {
  const controller = new AbortController();
  const waiting = unlessAborted(new Promise(() => {}), controller.signal);
  controller.abort(new InterruptedError('SIGINT'));
  await expect(waiting).rejects.toThrow('interrupted by SIGINT');
  await expect(unlessAborted(Promise.resolve(1), new AbortController().signal)).resolves.toBe(1);
});

it('many requests at once can listen to an interruption without a warning of Node', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const { signal } = watchInterruption(signals().terminal, { timeout: undefined, onInterrupt: () => {} });
  for (let request = 0; request < 30; request++) signal.addEventListener('abort', () => {});
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

it('afterGrace leaves time for cleaning up, and then aborts with the same reason', async () => {
  const interruption = new AbortController();
  const late = afterGrace(interruption.signal, 20);
  const ended = new Promise((resolve) => late.addEventListener('abort', resolve));
  const held = setInterval(() => {}, 1000);
  interruption.abort(new InterruptedError('SIGINT'));
  expect(late.aborted).toBe(false);
  await ended;
  clearInterval(held);
  expect(late.reason).toBe(interruption.signal.reason);
});
