import { filterThrough } from '../../tool/filter.ts';
import { missingTool, TOOL_ENVIRONMENT } from '../../tool/known-tools.ts';
import { type UnpackOptions, unpackFailure } from './unpack-failure.ts';

const LONGEST = 200;

/** Unpacks with a maintained tool as a filter. Any message on its standard error counts as a failure. */
export async function* throughTool(
  [name, ...args]: readonly [string, ...string[]],
  source: AsyncIterable<Uint8Array>,
  { label, signal }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* filterThrough([name, ...args], source, {
    env: TOOL_ENVIRONMENT,
    signal,
    silent: true,
    failed: ({ why, said }) => {
      const [words = ''] = said.split('\n').filter((line) => line.trim() !== '');
      return unpackFailure(label, words === '' ? `${name} ${why}` : words.trim().slice(0, LONGEST), {
        hint: 'The file is damaged or incomplete, or its name does not match its packing.',
      });
    },
    missing: () => missingTool(name),
  });
}
