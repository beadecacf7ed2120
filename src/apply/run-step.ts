import type { Step } from '../model/step.ts';
import type { ChangeContext } from './context.ts';
import { deactivate, reactivate, remove, retire, update } from './steps/change-live.ts';
import { check } from './steps/check.ts';
import { compare } from './steps/compare.ts';
import { downloadBackup } from './steps/download-backup.ts';
import { copyToStores } from './steps/import.ts';
import { publish } from './steps/publish.ts';
import { recheck } from './steps/recheck.ts';
import { record } from './steps/record.ts';
import { setMembers, share } from './steps/share.ts';
import { resume, stage } from './steps/stage.ts';
import { upload } from './steps/upload.ts';

/** Runs one step; each kind has one handler. */
export function runStep(step: Step, context: ChangeContext): Promise<void> {
  switch (step.kind) {
    case 'compare':
      return compare(step, context);
    case 'stage':
      return stage(step, context);
    case 'resume':
      return resume(step, context);
    case 'upload':
      return upload(step, context);
    case 'record':
      return record(step, context);
    case 'copy-to-stores':
      return copyToStores(step, context);
    case 'check':
      return check(step, context);
    case 'share':
      return share(step, context);
    case 'deactivate':
      return deactivate(step, context);
    case 'reactivate':
      return reactivate(step, context);
    case 'recheck':
      return recheck(step, context);
    case 'download-backup':
      return downloadBackup(step, context);
    case 'publish':
      return publish(step, context);
    case 'retire':
      return retire(step, context);
    case 'update':
      return update(step, context);
    case 'members':
      return setMembers(step, context);
    case 'delete':
      return remove(step, context);
  }
}
