import { createHmac, timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileFault } from '../../files/file-fault.ts';
import { readWhole } from '../../files/read-whole.ts';
import { canonicalJson } from '../../image/fingerprint.ts';
import { PlanFileError, UsageError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';

/** Bytes. The output of SHA-256 has as many (RFC 2104, section 3). */
const SHORTEST_KEY = 32;
const LONGEST_KEY = 64 * 1024;

const MAKE_KEY = 'Make a key with `(umask 077; openssl rand -hex 32 > FILE)`.';

/**
 * Reads the key that seals plans: the bytes of the file, without line breaks at the end. Throws `UsageError` when the
 * file is short, or when other users may read or write it.
 */
export async function readPlanKey(path: string, cwd: string): Promise<Buffer> {
  const absolute = resolve(cwd, path);
  const found = await stat(absolute).catch(() => null);
  if (found?.isFile() && (found.mode & 0o077) !== 0) {
    throw new UsageError(`other users may read or write the plan key ${path}`, {
      hint: `Run chmod 600 ${path}, and make a new key if others may have read this one.`,
    });
  }
  const bytes = await readWhole(absolute, LONGEST_KEY).catch((cause) => {
    throw new UsageError(`the plan key ${path} ${fileFault(cause)}`, { hint: MAKE_KEY, cause });
  });
  const key = bytes && withoutLineBreaks(bytes);
  if (key === null || key.length < SHORTEST_KEY) {
    const why = key === null ? `more than ${LONGEST_KEY}` : `${key.length}`;
    throw new UsageError(`the plan key ${path} has ${why} bytes; a key has ${SHORTEST_KEY} or more`, {
      hint: MAKE_KEY,
    });
  }
  return key;
}

function withoutLineBreaks(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  return bytes.subarray(0, end);
}

/**
 * The seal of a plan: the HMAC-SHA256 of its JSON without `seal`, in hexadecimal digits. The signed bytes are a line
 * `reconcile plan`, then the JSON without white space, its keys sorted, in UTF-8: the layout of the file does not matter.
 */
export function sealOf(plan: object, key: Buffer): string {
  const { seal: _seal, ...signed } = plan as Record<string, unknown>;
  return createHmac('sha256', key)
    .update(`reconcile plan\n${canonicalJson(signed)}`)
    .digest('hex');
}

/** Throws `PlanFileError` when the plan has no seal, or a seal that this key did not make. Compares in constant time. */
export function assertSealed(planFile: string, plan: Plan, key: Buffer): void {
  if (plan.seal === undefined) {
    throw new PlanFileError(`${planFile} has no seal: it was saved without --plan-key`, {
      hint: 'Make the plan with `reconcile plan -o FILE --plan-key KEY`.',
    });
  }
  const wanted = Buffer.from(sealOf(plan, key), 'hex');
  const found = Buffer.from(plan.seal, 'hex');
  if (found.length === wanted.length && timingSafeEqual(found, wanted)) return;
  throw new PlanFileError(
    `the seal of ${planFile} does not fit: the plan was changed after it was saved, or sealed with another key`,
    { hint: 'Make a new plan with `reconcile plan -o FILE --plan-key KEY`.' },
  );
}
