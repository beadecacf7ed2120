import { MARKER } from '../src/model/marker.ts';
import { sourcesToLookAt } from '../src/plan/lookups.ts';
import { makePlan } from '../src/plan/make-plan.ts';
import { inputFor, live, marked, wanted } from '../test/support/plan-input.ts';

/**
 * Plans 1,000 and 4,000 images of a published list, half of them with a new title. The time must grow with the number of
 * images (4 times), not with its square (16 times).
 *   npx esbuild bench/planning.ts --bundle --platform=node --format=esm | node --input-type=module -
 */

const RATIO_LIMIT = 8;
const property = 'vmcatcher_event_dc_identifier';

function planned(count: number): number {
  const numbers = [...Array(count).keys()];
  const images = numbers.map((number) => {
    const value = `identifier ${number}`;
    const list = { identifier: 'list', version: '2' };
    return wanted({
      name: `image ${number}`,
      publisherId: { property, value },
      list,
      properties: { [property]: value },
    });
  });
  const published = numbers.map((number) => {
    const name = number % 2 === 0 ? `image ${number}` : `former title ${number}`;
    const markers = {
      [MARKER.image]: name,
      [MARKER.list]: 'list 1',
      [property]: `identifier ${number}`,
    };
    return live({
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      name,
      properties: marked('current', markers),
    });
  });
  const input = inputFor(images, { live: published });
  const start = process.hrtime.bigint();
  sourcesToLookAt(input);
  const { rename, update } = makePlan(input).summary;
  if (rename + update !== count) throw new Error(`planned ${rename} and ${update} of ${count} images`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The fastest of three runs: other work on the machine disturbed it least. */
function secondsFor(count: number): number {
  return Math.min(...[1, 2, 3].map(() => planned(count)));
}

planned(2000);
const few = secondsFor(1000);
const many = secondsFor(4000);
process.stdout.write(
  [
    `1,000 images planned in ${few.toFixed(2)} s, 4,000 in ${many.toFixed(2)} s`,
    `time over that of a fourth: ${(many / few).toFixed(1)} times`,
    '',
  ].join('\n'),
);
if (many / few > RATIO_LIMIT) process.exitCode = 1;
