// What `reconcile apply -f glance.yaml --yes` does, as a program of your own: plan, show, apply, and look again.
import { homedir } from 'node:os';
import * as reconcile from 'glance-reconcile';

const options = { ...reconcile.DEFAULT_OPTIONS, file: process.argv.slice(2) };
const context = reconcile.createContext({
  env: process.env,
  folders: { work: process.cwd(), home: homedir() },
  log: { verbosity: 0, warn: console.warn, info: console.info, debug: () => {} },
});
const text = { width: 80, colour: 0, command: null } as const;

const locks = reconcile.openLocks('examples/library.ts', options, context);
const run = await reconcile.planRun(options, context, locks.take);
process.stdout.write(reconcile.drawPlan(run.plan, text));
if (reconcile.isBlocked(run.plan)) process.exit(reconcile.EXIT.blocked);

const report = await reconcile.applyRun(run, options, context, (event) => {
  if (event.type === 'warning') console.warn(`${event.name}: ${event.message}`);
});
process.stdout.write(reconcile.drawReport(report, text));
await run.close();

// The result is verified by planning again: a converged cloud has an empty plan.
const again = await reconcile.planRun(options, context);
console.log(reconcile.hasChanges(again.plan) ? 'not converged' : 'converged');
await again.close();
locks.release();
process.exitCode = reconcile.exitCodeOfReport(report, null);
