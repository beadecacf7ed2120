import { filterThrough } from '../../tool/filter.ts';
import { missingTool } from '../../tool/missing-tool.ts';
import { type UnpackOptions, unpackFailure } from './unpack-failure.ts';

/** Nothing of the run's own: XZ_OPT, ZSTD_CLEVEL and the like change what the tools do. */
export const TOOL_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } as const;
const LONGEST = 200;

/** Unpacks with a well-kept tool as a filter. Whatever it says on its standard error counts as a failure. */
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
        hint: 'The file is damaged, incomplete, or packed in another way than its name says.',
      });
    },
    missing: () => missingTool(name),
  });
}
