import { isStratuslabIdentifier, STRATUSLAB_IDENTIFIER_HINT } from '../state/fields/published-source.ts';
import { drawAndCheck } from './check-outcome.ts';
import { CLOUD_FROM_ENVIRONMENT, type Conversion, type Entry } from './draft.ts';
import { FoundErrors, shown } from './found-errors.ts';
import { positionAt, readTextFile, type TextFile } from './text-file.ts';

/** The lists to convert, and values for the state file. */
interface VmlistRequest {
  /** Absolute paths, each with its name for messages. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** Base URL of the marketplace (glance_manager's `--url`); null: StratusLab's. */
  readonly marketplace: string | null;
  /** The entry of clouds.yaml; null: none. */
  readonly cloud: string | null;
  /** Absolute; the directory of the new state file. */
  readonly directory: string;
}

/**
 * Converts glance_manager's lists of images, with one marketplace identifier a line, into a state file. Skips blank
 * lines, comments, repeated identifiers and lines with a space inside, as glance_manager does. Throws UsageError for
 * an unreadable file, and ConversionError for any other line: without its image, the next run would prune that image.
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
    aboutCloud: request.cloud === null ? [CLOUD_FROM_ENVIRONMENT] : [],
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
    if (/\s/.test(line)) warnings.push(`${place} is skipped, as it has a space inside: ${shown(line)}`);
    else if (seen.has(line)) warnings.push(`${place} is skipped, as it repeats ${line}`);
    else if (isStratuslabIdentifier(line)) {
      seen.add(line);
      identifiers.push(line);
    } else {
      const at = positionAt(file, file.lineStarts[index] ?? 0);
      errors.add(at, `${shown(line)} is not a marketplace identifier`, STRATUSLAB_IDENTIFIER_HINT, raw);
    }
  }
  return identifiers;
}

/** One list of the state file, with settings that match glance_manager's behaviour. */
function listEntry(name: string, identifiers: readonly string[], marketplace: string | null): Entry {
  return {
    about: [`From ${name}.`],
    fields: [
      { key: 'vmlist', value: identifiers },
      ...(marketplace === null ? [] : [{ key: 'marketplace', value: marketplace }]),
      {
        key: 'expired',
        value: 'keep',
        about: ['glance_manager ignored dcterms:valid. Other choices: prune, hide, deactivate, delete.'],
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
        about: [
          'glance_manager renamed a replaced image to NAME_old. To trust only some endorsers, add "endorsers".',
        ],
      },
    ],
  };
}
