import { drawAndCheck } from './check-outcome.ts';
import type { Conversion, Entry } from './draft.ts';
import { FoundErrors, shown } from './found-errors.ts';
import { positionAt, readTextFile, type TextFile } from './text-file.ts';

export interface VmlistRequest {
  /** Paths: absolute, and as messages call them. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** Base URL of the marketplace (glance_manager's `--url`); null: StratusLab's. */
  readonly marketplace: string | null;
  readonly cloud: string | null;
  /** Absolute; where the state file is to be. */
  readonly directory: string;
}

/** 160 bits in 27 digits of base 64 leave only A to P for the first (StratusLab metadata, `MetadataUtils`). */
const IDENTIFIER = /^[A-P][A-Za-z0-9_-]{26}$/;

/**
 * Makes a state file of glance_manager's lists of images, one marketplace identifier a line. As there, blank lines,
 * comments, repeated identifiers and lines with a space inside are skipped. Throws UsageError for a file that cannot
 * be read, and ConversionError for lines that are anything else: an image that silently left the list would be pruned.
 */
export async function convertVmlist(request: VmlistRequest): Promise<Conversion> {
  const errors = new FoundErrors();
  const warnings: string[] = [];
  const seen = new Set<string>();
  const lists: Entry[] = [];
  for (const { path, shown: name } of request.files) {
    const file = await readTextFile(path, name);
    const identifiers = readIdentifiers(file, { seen, errors, warnings });
    if (identifiers.length === 0) warnings.push(`${name} lists no image`);
    else lists.push(listEntry(name, identifiers, request.marketplace));
  }
  errors.throwIfAny();
  const draft = {
    about: ["Converted from glance_manager's list of images."],
    stack: 'glance-manager',
    cloud: request.cloud,
    aboutCloud: request.cloud === null ? ['The cloud is the one of OS_CLOUD, or of OS_*.'] : [],
    images: [],
    lists,
  };
  return drawAndCheck(draft, warnings, request.directory);
}

interface Reading {
  readonly seen: Set<string>;
  readonly errors: FoundErrors;
  readonly warnings: string[];
}

function readIdentifiers(file: TextFile, { seen, errors, warnings }: Reading): readonly string[] {
  const identifiers: string[] = [];
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim();
    const place = `${file.file}:${index + 1}`;
    if (line === '' || line.startsWith('#')) continue;
    if (/\s/.test(line)) warnings.push(`${place} is skipped, it has a space inside: ${shown(line)}`);
    else if (seen.has(line)) warnings.push(`${place} is skipped, it repeats ${line}`);
    else if (IDENTIFIER.test(line)) {
      seen.add(line);
      identifiers.push(line);
    } else {
      const at = positionAt(file, file.lineStarts[index] ?? 0);
      errors.add(at, `no marketplace identifier: ${shown(line)}`, 'It has 27 letters, digits, - and _.', raw);
    }
  }
  return identifiers;
}

/** What glance_manager did with its images, as far as a state file can say it. */
function listEntry(name: string, identifiers: readonly string[], marketplace: string | null): Entry {
  return {
    about: [`From ${name}.`],
    fields: [
      { key: 'vmlist', value: identifiers },
      ...(marketplace === null ? [] : [{ key: 'marketplace', value: marketplace }]),
      {
        key: 'expired',
        value: 'keep',
        about: ['glance_manager did not look at dcterms:valid. Others: prune, hide, deactivate, delete.'],
      },
      {
        key: 'image',
        value: new Map([
          [
            'backup',
            new Map<string, string | number>([
              ['keep', 1],
              ['name', '{name}_old'],
            ]),
          ],
        ]),
        about: ['A replaced image became NAME_old. For endorsements that count, add endorsers to the list.'],
      },
    ],
  };
}
