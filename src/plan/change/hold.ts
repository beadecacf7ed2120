import { holdOf, holdProperties } from '../../image/hold.ts';
import { expectedProperties, readMarkers } from '../../image/markers.ts';
import { recipeOf } from '../../image/recipe.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { shellWord } from '../../model/text.ts';
import { compareContent, preparationFor } from '../content/compare.ts';
import { holdOn, holdsWanted, managesContent } from '../content/held.ts';
import { describesStored } from '../content/uncompared.ts';
import { versionOf } from '../content/version.ts';
import { wantedFormat } from '../content/wanted.ts';
import type { ImageCase } from './decision.ts';

type Rollback = Pick<ImageCase, 'image' | 'match' | 'input'>;

/** The properties of a hold; none when a rollback records none. */
type HoldRecord = Readonly<Record<string, string>>;

/**
 * The properties by which the image that a rollback publishes records what was turned down. They go with the request that
 * publishes it, so no run can meet the one without the other. None where no later run would undo the rollback: the file
 * wants this image's content, or manages none.
 */
export function recordHold({ image, match, input }: Rollback, backup: Image, since: string): HoldRecord {
  const { live, superseded } = match;
  const published = [...(live ? [live] : []), ...superseded];
  const turns = published.flatMap((one) => holdOf(one)?.turn ?? []);
  const isNeeded = managesContent(image) && !holdsWanted(image, backup, undefined);
  // An earlier hold must not count as the last one, if this run ends between two requests.
  if (!isNeeded && turns.length === 0) return {};
  const facts = { since, turn: Math.max(0, ...turns) + 1 };
  const turnedDown = published.find((one) => one !== backup);
  if (turnedDown === undefined) {
    return holdProperties(wishOf(image, backup), { ...facts, version: image.version ?? null });
  }
  // The file never wanted an image that a rollback published: what it wants is what that one turned down.
  const earlier = holdOn(image, turnedDown, undefined, input);
  if (earlier && earlier.imageId !== backup.id) {
    const { content } = earlier;
    return holdProperties(content, { ...facts, version: readMarkers(content)?.version ?? null });
  }
  const mayHoldWish =
    describesStored(image, turnedDown) &&
    compareContent(image, turnedDown, undefined).verdict !== 'different';
  return holdProperties(turnedDown, {
    ...facts,
    version: versionOf(turnedDown, image),
    ...(mayHoldWish ? { given: image.digests } : {}),
  });
}

/** The content that the file wants, as an image: without a published image, a rollback turns that down. */
function wishOf(image: DesiredImage, backup: Image): Image {
  const { digests, size = null } = image;
  const recipe = recipeOf(preparationFor(image, backup));
  return {
    ...backup,
    id: '',
    size: recipe === null ? size : null,
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
    diskFormat: wantedFormat(image) ?? backup.diskFormat,
    containerFormat: image.containerFormat ?? backup.containerFormat,
    properties: {
      ...expectedProperties({ digests, size, validators: null }, recipe),
      [MARKER.exceptions]: 'none',
    },
  };
}

/** Says what later runs do after a rollback, because the file does not describe the image that it publishes. */
export function holdWarnings({ image, input }: Rollback, backup: Image, hold: HoldRecord): readonly string[] {
  if (Object.keys(hold).length === 0 || holdsWanted(image, backup, undefined)) return [];
  const published = { ...backup, properties: { ...backup.properties, ...hold } };
  if (holdOn(image, published, undefined, input) === null) {
    return [
      'the state file wants other content than this backup and the image that is rolled back: the next apply publishes that content',
    ];
  }
  return [
    `the state file still describes the image that this rollback turns down. Later runs hold the image as it is, until the file gives another checksum, or \`reconcile apply --unhold ${shellWord(image.name)}\` ends it`,
  ];
}
