import { medianOf, type Series, threeDigits } from './figures.ts';

/** The reason that an apply of 1 MiB shows: how much of the time is not that of the bytes. */
export function fixedShare(ours: Series, little: Series, theirs: Series): string {
  const [whole, fixed, other] = [ours, little, theirs].map((series) => medianOf(series, 'seconds'));
  return (
    `an apply of 1 MiB takes ${seconds(fixed)} (start, login, plan, creation, publication); ` +
    `without that time the ratio is ${((whole! - fixed!) / other!).toFixed(2)}.`
  );
}

/** The same for the processor time of the client. */
export function fixedProcessor(ours: Series, little: Series, theirs: Series): string {
  const [whole, fixed, other] = [ours, little, theirs].map((series) => medianOf(series, 'cpu'));
  return (
    `an apply of 1 MiB takes ${seconds(fixed)} of processor; ` +
    `without that time the ratio is ${((whole! - fixed!) / other!).toFixed(2)}.`
  );
}

/** The reason that the processor time of the services shows: who keeps whom waiting. */
export function servicesShare(ours: Series, theirs: Series): string {
  const [client, services, wall] = (['cpu', 'services', 'seconds'] as const).map((quantity) =>
    medianOf(ours, quantity),
  );
  return (
    `of ${seconds(wall)}, the client computes ${seconds(client)} and the services ${seconds(services)}; ` +
    `for the other side, the services compute ${seconds(medianOf(theirs, 'services'))} in ${seconds(medianOf(theirs, 'seconds'))}.`
  );
}

/** The reason that an empty ES module shows: how much of a start is Node's own. */
export function moduleShare(module: Series, node: Series): string {
  const [own, bare] = [module, node].map((series) => medianOf(series, 'seconds'));
  return `an empty ES module takes ${(own! / bare!).toFixed(2)} times \`node -e 0\`.`;
}

/** The reason that a validate of one image shows: how long start and loading take, and how long an image takes. */
export function loadingShare(many: Series, one: Series, node: Series, images: number): string {
  const [whole, first, bare] = [many, one, node].map((series) => medianOf(series, 'seconds'));
  const each = ((whole! - first!) / (images - 1)) * 1e6;
  return (
    `a validate of one image takes ${(first! / bare!).toFixed(2)} times \`node -e 0\` (start and loading); ` +
    `each further image takes ${Math.round(each)} µs.`
  );
}

/** The reason that a smaller plan shows: what the program itself takes, and what an image takes. */
export function memoryShare(many: Series, few: Series, images: number, fewer: number): string {
  const [most, least] = [many, few].map((series) => medianOf(series, 'peakBytes'));
  const each = (most! - least!) / (images - fewer) / 1000;
  return `a plan of ${fewer} images takes ${Math.round(least! / 1e6)} MB; each further image takes ${each.toFixed(1)} kB.`;
}

function seconds(value: number | undefined): string {
  return `${threeDigits(value ?? 0)} s`;
}
