import type { Published } from '../../model/published.ts';
import type { StratuslabReference } from '../../model/reference.ts';
import type { SourceOptions } from '../../source/source.ts';

/**
 * Asks a StratusLab marketplace, like `resolveStratuslab`. Its code, with the readers of XML and its signatures, is loaded
 * here: few state files need it, and loading takes as long as the rest of the publishers.
 */
export async function askStratuslab(
  reference: StratuslabReference,
  options: SourceOptions,
): Promise<Published> {
  const { resolveStratuslab } = await import('../stratuslab/resolve.ts');
  return resolveStratuslab(reference, options);
}
