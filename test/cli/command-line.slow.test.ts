import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { applyCommand, applySavedCommand, commandLine } from '../../src/cli/command-line.ts';

const FLAGS = {
  file: [],
  target: [],
  exclude: [],
  allowEmpty: false,
  allowDelete: [],
  allowReplace: [],
  parallelism: 10,
} as const;

it('the apply command names the state file even if it is the default', () => {
  expect(applyCommand(FLAGS)).toBe('reconcile apply -f glance.yaml');
});

it('the apply command repeats each option that changes the result', () => {
  const flags = {
    ...FLAGS,
    file: ['a.yaml', 'b'],
    target: ['Ubuntu*'],
    exclude: ["it's"],
    osCloud: 'prod',
    maxDeletes: 3,
    prune: 'delete' as const,
    allowDelete: ['old'],
    allowReplace: ['a b', 'c*'],
  };
  expect(applyCommand(flags)).toBe(
    "reconcile apply -f a.yaml -f b --target 'Ubuntu*' --exclude 'it'\\''s' --prune delete --max-deletes 3 --allow-delete old --allow-replace 'a b' --allow-replace 'c*' --os-cloud prod",
  );
  expect(applySavedCommand('my plan.json', flags)).toBe(
    "reconcile apply 'my plan.json' -f a.yaml -f b --os-cloud prod",
  );
});

it('a shell reads the printed command as the same words', () => {
  const words = ['', 'a b', "it's", '"', '$HOME', '`id`', '!', '~', '*', '日本語', 'x\ny', '--', 'a\\b'];
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${commandLine(words)}`], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(words);
});
