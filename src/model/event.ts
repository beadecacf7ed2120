import type { Step } from './step.ts';

/** What happens while a plan is applied, as it happens. Progress displays and logs are drawn from these alone. */
export type ApplyEvent =
  | { readonly type: 'change-started'; readonly name: string; readonly action: string }
  | { readonly type: 'step-started'; readonly name: string; readonly step: Step['kind'] }
  | { readonly type: 'step-done'; readonly name: string; readonly step: Step['kind'] }
  | {
      readonly type: 'transfer';
      readonly name: string;
      /** To Glance, to here, out of what came, through a `transform`, or through qemu-img: then the bytes are those of the disk. */
      readonly direction: 'up' | 'down' | 'unpack' | 'filter' | 'convert';
      /** Bytes so far and in all (null: unknown). */
      readonly done: number;
      readonly total: number | null;
    }
  /** A command begins that the image must pass, as a shell would be given it. */
  | { readonly type: 'check'; readonly name: string; readonly command: string }
  | { readonly type: 'warning'; readonly name: string | null; readonly message: string }
  | {
      readonly type: 'change-done';
      readonly name: string;
      readonly outcome: string;
      readonly error: string | null;
    };

export type EventSink = (event: ApplyEvent) => void;
