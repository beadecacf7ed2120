import { createHash } from 'node:crypto';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';

/** One version of one image's bytes; its label begins with the image's key, e.g. `web/2`. */
export interface Content {
  readonly label: string;
  readonly bytes: Buffer;
  readonly md5: string;
  readonly sha256: string;
}

const BYTES = 150_000;

/** Versions of image contents, all different, the same in every run. */
export interface Contents {
  /** The content of a label, made on first use. */
  of(label: string): Content;
  /** The label of stored bytes; undefined for bytes that no state file ever wanted. */
  labelOf(md5: string): string | undefined;
}

export function createContents(): Contents {
  const made = new Map<string, Content>();
  const labels = new Map<string, string>();
  return {
    of(label) {
      const known = made.get(label);
      if (known) return known;
      const bytes = qcow2(createHash('sha256').update(label).digest(), BYTES);
      const content: Content = { label, bytes, md5: digest('md5', bytes), sha256: digest('sha256', bytes) };
      made.set(label, content);
      labels.set(content.md5, label);
      return content;
    },
    labelOf: (md5) => labels.get(md5),
  };
}

/** The suffix of a content's label that names its checksum file. */
export const CHECKSUM_FILE = '.SHA256SUMS';

/** The file name of a content in its checksum file. */
export function checksumName(label: string): string {
  return `${label.replace('/', '-')}.img`;
}

/** The answer of an image server: a content by its label, or the checksum file of a content. */
export function servedFrom(contents: Contents): (name: string) => Buffer {
  return (name) => {
    if (!name.endsWith(CHECKSUM_FILE)) return contents.of(name).bytes;
    const label = name.slice(0, -CHECKSUM_FILE.length);
    // The digest comes last, so that a changed last byte makes another digest.
    return Buffer.from(`SHA256 (${checksumName(label)}) = ${contents.of(label).sha256}`);
  };
}
