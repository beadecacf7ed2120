import { PRUNE_WAYS } from '../../model/desired.ts';
import { PlanFileError } from '../../model/errors.ts';
import type { MadeWith, Plan } from '../../model/plan.ts';
import { shellWord } from '../../model/text.ts';
import type { StateOptions } from '../options.ts';

type Recorded = Omit<StateOptions, 'file'>;
type Value = NonNullable<MadeWith['options']>[string];

interface RecordedOption {
  /** True for an option that only leaves images out or forbids: the plan then does nothing that the file does not say. */
  readonly narrows: boolean;
  readonly isValid: (value: Value) => boolean;
}

/** Every option that decides about a plan. The type makes a new option join. */
const RECORDED: { readonly [Name in keyof Required<Recorded>]: RecordedOption } = {
  // The values of variables are not in the plan: another variable makes another plan.
  env: { narrows: false, isValid: isList },
  untrusted: { narrows: true, isValid: (value) => value === true },
  allowHost: { narrows: false, isValid: isList },
  // A file that is ignored may list images, which would be pruned.
  ignore: { narrows: false, isValid: isList },
  target: { narrows: true, isValid: isList },
  exclude: { narrows: true, isValid: isList },
  allowEmpty: { narrows: false, isValid: (value) => value === true },
  maxDeletes: { narrows: false, isValid: Number.isSafeInteger },
  maxReplaces: { narrows: false, isValid: Number.isSafeInteger },
  allowDelete: { narrows: false, isValid: isList },
  allowReplace: { narrows: false, isValid: isList },
  adopt: { narrows: false, isValid: isList },
  unhold: { narrows: false, isValid: isList },
  newOrigin: { narrows: false, isValid: (value) => value === true },
  strict: { narrows: true, isValid: (value) => value === true },
  prune: { narrows: false, isValid: (value) => PRUNE_WAYS.some((way) => way === value) },
};

function isList(value: Value): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** What a plan records of its options and its rollback; nothing when neither decided anything. */
export function madeWith(options: Recorded, rollback: MadeWith['rollback']): Pick<Plan, 'madeWith'> {
  const given = Object.keys(RECORDED).flatMap((name) => {
    const value: Value | undefined = options[name as keyof Recorded];
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
    return isGiven ? [[name, value as Value] as const] : [];
  });
  if (given.length === 0 && !rollback) return {};
  return {
    madeWith: {
      ...(given.length > 0 ? { options: Object.fromEntries(given) } : {}),
      ...(rollback ? { rollback } : {}),
    },
  };
}

/** The options that a saved plan was made with. Throws `PlanFileError` on an option that this version does not know. */
export function optionsOf(planFile: string, { madeWith: made }: Plan): Partial<Recorded> {
  for (const [name, value] of Object.entries(made?.options ?? {})) {
    const known = Object.hasOwn(RECORDED, name) ? RECORDED[name as keyof Recorded] : null;
    if (known?.isValid(value)) continue;
    throw new PlanFileError(
      `${planFile} was made with an option that this reconcile does not know: ${name}`,
      {
        hint: 'Apply the plan with the version of reconcile that made it, or make a new plan.',
      },
    );
  }
  return (made?.options ?? {}) as Partial<Recorded>;
}

/**
 * What the plan does beyond the state file, as options of the command line; empty: nothing. An option that the user gives
 * again is no claim of the plan.
 */
export function beyondFile(
  { madeWith: made }: Pick<Plan, 'madeWith'>,
  given: Partial<Recorded> = {},
): readonly string[] {
  const widening = Object.entries(made?.options ?? {}).filter(([name, value]) => {
    if (!Object.hasOwn(RECORDED, name)) return true;
    const isRepeated = JSON.stringify(given[name as keyof Recorded]) === JSON.stringify(value);
    return !RECORDED[name as keyof Recorded].narrows && !isRepeated;
  });
  return [
    ...(made?.rollback ? [`rollback ${shellWord(made.rollback.name)}`] : []),
    ...widening.flatMap(([name, value]) => asFlags(name, value)),
  ];
}

function asFlags(name: string, value: Value): readonly string[] {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return [flag];
  return (Array.isArray(value) ? value : [value]).map((each) => `${flag} ${shellWord(String(each))}`);
}
