// What `reconcile apply -f glance.yaml --yes` does, as a program of your own: plan, show, apply, and plan again.
import { homedir } from 'node:os';
import * as reconcile from 'glance-reconcile';

const options = { ...reconcile.DEFAULT_OPTIONS, file: process.argv.slice(2) };
const folders = { work: process.cwd(), home: homedir() };
const log = { verbosity: 0, warn: console.warn, info: console.info, debug: () => {} };
const context = reconcile.createContext({ env: process.env, folders, log });
const text = { width: 80, colour: 0, command: null } as const;

const locks = reconcile.openLocks('examples/library.ts', options, context);
try {
  const run = await reconcile.planRun(options, context, locks.take);
  try {
    process.stdout.write(reconcile.drawPlan(run.plan, text));
    if (reconcile.isBlocked(run.plan)) throw new Error('the plan is blocked');
    const report = await reconcile.applyRun(run, options, context);
    process.stdout.write(reconcile.drawReport(report, text));
    process.exitCode = reconcile.exitCodeOfReport(report, null);
  } finally {
    await run.close();
  }
  // A second plan verifies the result: it is empty once the cloud holds what the file says.
  const again = await reconcile.planRun(options, context);
  await again.close();
  console.log(reconcile.hasChanges(again.plan) ? 'not converged' : 'converged');
} finally {
  locks.release();
}
