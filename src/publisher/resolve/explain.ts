import type { DesiredImage } from '../../model/desired.ts';
import type { Explanation } from '../../model/explanation.ts';
import { preparationOf } from '../../model/preparation.ts';
import type { Published, SignatureFact } from '../../model/published.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { SourceReference } from '../../model/source/source.ts';

const KINDS = {
  file: 'local file',
  http: 'download',
  glance: 'another Glance',
  alternatives: 'download',
} as const;

const NO_SIGNATURE: SignatureFact = { status: 'none' };

/** Explains an image by the state file, or by the state file merged with its publisher's answer. */
export function explainPlain(image: DesiredImage): Explanation {
  const { source, preparation } = image;
  return {
    name: image.name,
    at: image.at,
    kind: source ? KINDS[source.kind] : 'no source',
    identifier: null,
    locations: source === undefined ? [] : placesOf(source).map(describeSource),
    size: image.size ?? null,
    digests: image.digests,
    digestsCover: preparation?.digestsCover ?? 'source',
    packing: preparation?.decompress ?? preparationOf(image)?.decompress ?? null,
    format: image.diskFormat ?? null,
    version: image.version ?? null,
    signature: NO_SIGNATURE,
    expires: null,
    deprecated: null,
    problem: null,
    warnings: [],
  };
}

function placesOf(source: SourceReference): readonly SourceReference[] {
  return source.kind === 'alternatives' ? source.places : [source];
}

/** Explains a publisher's answer that reconcile refuses; `problem` is the reason. */
export function explainRefused(image: DesiredImage, published: Published, problem: string): Explanation {
  const { publisher, locations, packing, diskFormat } = published;
  return {
    ...explainPlain(image),
    ...published,
    kind: publisher,
    locations: locations.map(describeSource),
    packing,
    format: diskFormat,
    problem,
  };
}
