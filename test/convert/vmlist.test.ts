import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Conversion } from '../../src/convert/draft.ts';
import { convertVmlist } from '../../src/convert/vmlist.ts';
import { ConversionError } from '../../src/model/errors.ts';
import { folderOf, load } from './folders.ts';

const FIRST = 'LHfKVPoHcv4oMirHU0KuOQc-TvI';
const SECOND = 'MMZu9WvwKIro-rtBQfDk4PsKO7_';

function convert(
  files: Readonly<Record<string, string>>,
  marketplace: string | null = null,
): Promise<Conversion> {
  const folder = folderOf(files);
  const paths = Object.keys(files).map((shown) => ({ path: join(folder, shown), shown }));
  return convertVmlist({ files: paths, marketplace, cloud: null, directory: folder });
}

it('a vmlist becomes one list, with the identifiers that glance_manager would have used', async () => {
  const text = `# worker nodes\n${FIRST}\n\n  ${SECOND}\r\n${FIRST}\n${SECOND} # no\n`;
  const { text: state, warnings } = await convert({ 'vms.txt': text }, 'https://market.example/marketplace');
  const { lists, images } = await load(state);
  expect(images).toEqual([]);
  expect(lists).toMatchObject([
    {
      from: {
        kind: 'vmlist',
        list: { identifiers: [FIRST, SECOND], marketplace: 'https://market.example/marketplace' },
      },
      image: { expired: 'keep', backup: { keep: 1, name: '{name}_old' } },
    },
  ]);
  expect(warnings).toEqual([
    `vms.txt:5 is skipped, as it repeats ${FIRST}`,
    `vms.txt:6 is skipped, as it has a space inside: "${SECOND} # no"`,
  ]);
});

it('several vmlists become lists with each identifier once', async () => {
  const { text } = await convert({ a: `${FIRST}\n`, b: `${FIRST}\n${SECOND}\n` });
  const { lists } = await load(text);
  expect(lists?.map(({ from }) => from)).toMatchObject([
    { list: { identifiers: [FIRST] } },
    { list: { identifiers: [SECOND] } },
  ]);
});

it('a vmlist with an invalid identifier is refused, as leaving it out would prune its image', async () => {
  const failure = await convert({ 'vms.txt': `${FIRST}\nQ${'A'.repeat(26)}\nshort\n` }).catch(
    (error) => error,
  );
  expect(failure).toBeInstanceOf(ConversionError);
  expect(failure.faults.map(({ at }: { at: { line: number } }) => at.line)).toEqual([2, 3]);
});

it('an empty vmlist becomes a state without images, with a warning', async () => {
  const { text, warnings } = await convert({ 'vms.txt': '# nothing\n' });
  expect((await load(text)).images).toEqual([]);
  expect(warnings).toEqual(['vms.txt lists no image']);
});
