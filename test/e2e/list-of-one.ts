import { imageList } from '../publisher/hepix/lists.ts';
import { digest } from '../support/digest.ts';
import type { Workplace } from './harness.ts';

interface ListedImage {
  /** Title and identifier of the image, and identifier of its list. */
  readonly name: string;
  /** File name at the publisher. */
  readonly file: string;
  readonly bytes: Buffer;
  readonly format: 'OVA' | 'qcow2';
  readonly version: string;
}

/** Serves an image at the publisher; returns the text of a valid HEPiX list with this image only, without a signature. */
export function listOfOne(
  { publisher }: Workplace,
  { name, file, bytes, format, version }: ListedImage,
): string {
  return imageList(
    {
      'dc:identifier': name,
      'dc:date:created': '2020-01-01T00:00:00Z',
      'dc:date:expires': '2999-01-01T00:00:00Z',
      'hv:uri': `${publisher.url}/${name}.list`,
      'hv:version': version,
    },
    [
      {
        'dc:identifier': name,
        'dc:title': name,
        'hv:uri': publisher.put(file, bytes),
        'hv:size': String(bytes.length),
        'hv:version': version,
        'hv:format': format,
        'sl:checksum:sha512': digest('sha512', bytes),
      },
    ],
  );
}
