import { openSpool, type Spool } from '../content/spool.ts';
import type { ChangeContext } from './context.ts';

/** A temporary directory that is created on first use. */
export function useSpool({ checks, signal }: Pick<ChangeContext, 'checks' | 'signal'>) {
  let spool: Promise<Spool> | null = null;
  return {
    open(): Promise<Spool> {
      spool ??= openSpool({ directory: checks?.environment.TMPDIR || null, signal });
      return spool;
    },
    async close(): Promise<void> {
      await (await spool?.catch(() => null))?.remove();
    },
  };
}
