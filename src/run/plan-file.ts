import { resolve } from 'node:path';
import type { ErrorObject } from 'ajv';
import { fileFault } from '../files/file-fault.ts';
import { readWhole } from '../files/read-whole.ts';
import { writeWhole } from '../files/write-whole.ts';
import { PlanFileError } from '../model/errors.ts';
import { PLAN_FORMAT_VERSION, type Plan } from '../model/plan.ts';
import { Secrets } from '../model/secrets.ts';
import { shellWord } from '../model/text.ts';
import { planPictureFault } from '../plan/picture/plan-picture.ts';
import { stepFault, waitFault } from '../plan/verify-steps.ts';
import { planToJson } from '../report/json.ts';
import { asSaved } from './saved/compare-plans.ts';
import { readPlanKey, sealOf } from './saved/seal.ts';
import { plan } from './saved/validators.generated.ts';

/** Bytes. A plan of ten thousand images has about thirty megabytes. */
const LARGEST = 256 * 1024 * 1024;

/** Only its owner may read a plan, because a plan shows the images of a cloud. */
const MODE = 0o600;

/**
 * Saves a plan as JSON, whole or not at all. A relative path starts at `cwd`. `planKey`, the path of a key, seals the plan.
 * Throws ReconcileError (`secret-in-output`) for a plan that holds one of the secrets.
 */
export async function savePlan(
  plan: Plan,
  path: string,
  cwd: string,
  {
    planKey,
    secrets = new Secrets(),
  }: { readonly planKey?: string | undefined; readonly secrets?: Secrets } = {},
): Promise<void> {
  const seal = planKey === undefined ? {} : { seal: sealOf(asSaved(plan), await readPlanKey(planKey, cwd)) };
  await writeWhole(resolve(cwd, path), planToJson({ ...plan, ...seal }), MODE, secrets);
}

/**
 * Reads a saved plan and checks its shape and its steps, so that apply can rely on them. Throws `PlanFileError` with the
 * place of the error.
 */
export async function loadPlan(path: string, cwd: string): Promise<Plan> {
  const document = parse(path, await read(path, cwd));
  checkVersion(path, document);
  checkShape(path, document);
  if ('outcome' in (document.changes[0] ?? {}) || 'startedAt' in document) {
    throw new PlanFileError(`${path} is the report of an apply, not a plan`, { hint: REMAKE });
  }
  if ('error' in document) {
    throw new PlanFileError(`${path} is the result of a run that failed, not a plan`, { hint: REMAKE });
  }
  checkSteps(path, document);
  checkPicture(path, document);
  return document;
}

/** A plan that contradicts itself is damaged or was written by hand. Without this check apply would fail half-way. */
function checkSteps(path: string, { changes }: Plan): void {
  for (const [index, change] of changes.entries()) {
    const fault = stepFault(change);
    if (fault === null) continue;
    throw new PlanFileError(
      `${path} contradicts itself: /changes/${index}/steps/${fault.index} of "${change.name}": ${fault.message}`,
      { hint: REMAKE },
    );
  }
  const fault = waitFault(changes);
  if (fault !== null)
    throw new PlanFileError(`${path} contradicts itself: "${fault.name}": ${fault.message}`, {
      hint: REMAKE,
    });
}

/** What a plan shows must follow from its steps, as far as the plan alone can tell. */
function checkPicture(path: string, plan: Plan): void {
  const fault = planPictureFault(plan);
  if (fault === null) return;
  throw new PlanFileError(`${path} contradicts itself: ${fault}`, { hint: REMAKE });
}

const REMAKE = 'Make a new plan with `reconcile plan -o FILE`.';

const STATE_FILE_NAME = /\.(?:ya?ml|sls)$/i;

/** Whether a text is a state file: it names the section of one, which a plan does not have. */
function isStateFile(text: string): boolean {
  return /^\s*[{]?\s*["']?glance["']?[ \t]*:/m.test(text);
}

function meantAsState(path: string): string {
  return `A state file is given with -f: reconcile apply -f ${shellWord(path)}`;
}

async function read(path: string, cwd: string): Promise<string> {
  const bytes = await readWhole(resolve(cwd, path), LARGEST).catch((cause) => {
    const isFolder = cause instanceof Error && 'code' in cause && cause.code === 'EISDIR';
    const hint = isFolder || STATE_FILE_NAME.test(path) ? meantAsState(path) : REMAKE;
    throw new PlanFileError(`the plan ${path} ${fileFault(cause)}`, { hint, cause });
  });
  if (bytes === null) throw new PlanFileError(`${path} is larger than any plan (over ${LARGEST} bytes)`);
  return decode(path, bytes);
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PlanFileError(`${path} is not valid UTF-8`, { hint: REMAKE, cause: error });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isStateFile(text)) {
      throw new PlanFileError(`${path} is a state file, not a plan`, {
        hint: meantAsState(path),
        cause: error,
      });
    }
    const place = placeOf(error, text);
    throw new PlanFileError(`${path}${place} is not JSON, or was cut short`, { hint: REMAKE, cause: error });
  }
}

/** `:LINE:COLUMN` of the error: V8 names the position in its message, or else the text ends too early. */
function placeOf(error: unknown, text: string): string {
  const [, digits] = /position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  const offset = digits === undefined ? text.length : Number(digits);
  const before = text.slice(0, offset).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function checkVersion(path: string, document: unknown): void {
  const version =
    typeof document === 'object' && document !== null && 'formatVersion' in document
      ? document.formatVersion
      : undefined;
  if (typeof version !== 'string') {
    const isState = typeof document === 'object' && document !== null && 'glance' in document;
    const hint = isState ? meantAsState(path) : REMAKE;
    throw new PlanFileError(`${path} is not a plan: it has no formatVersion`, { hint });
  }
  if (version.split('.')[0] === PLAN_FORMAT_VERSION.split('.')[0]) return;
  throw new PlanFileError(
    `${path} has format version ${version}; this reconcile reads ${PLAN_FORMAT_VERSION}`,
    {
      hint: 'Apply the plan with the version of reconcile that made it, or make a new plan.',
    },
  );
}

function checkShape(path: string, document: unknown): asserts document is Plan {
  const validate: { (data: unknown): boolean; errors?: readonly ErrorObject[] | null } = plan;
  if (validate(document)) return;
  const [first] = validate.errors ?? [];
  throw new PlanFileError(`${path} is damaged: ${first ? describe(first) : 'it is not a plan'}`, {
    hint: REMAKE,
  });
}

function describe(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'the document' : error.instancePath;
  return `${place} ${error.message ?? 'is wrong'}`;
}
