import type { Step } from './step.ts';

/** An event of applying a plan. Progress displays and logs use nothing else. */
export type ApplyEvent =
  | { readonly type: 'change-started'; readonly name: string; readonly action: string }
  | { readonly type: 'step-started'; readonly name: string; readonly step: Step['kind'] }
  | { readonly type: 'step-done'; readonly name: string; readonly step: Step['kind'] }
  | {
      readonly type: 'transfer';
      readonly name: string;
      /** Upload, download, unpacking, a `transform`, or qemu-img; for `convert`, the bytes are those of the disk. */
      readonly direction: 'up' | 'down' | 'unpack' | 'filter' | 'convert';
      /** Bytes so far, and in total (null: unknown). */
      readonly done: number;
      readonly total: number | null;
    }
  /** The bytes of a live image were compared with the wanted ones. */
  | { readonly type: 'compared'; readonly name: string; readonly verdict: 'same' | 'different' }
  /** A check of the image begins; `command` is written for a shell. */
  | { readonly type: 'check'; readonly name: string; readonly command: string }
  | { readonly type: 'warning'; readonly name: string | null; readonly message: string }
  | {
      readonly type: 'change-done';
      readonly name: string;
      readonly outcome: string;
      readonly error: string | null;
    };

export type EventSink = (event: ApplyEvent) => void;
