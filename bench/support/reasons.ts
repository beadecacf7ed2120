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

function seconds(value: number | undefined): string {
  return `${threeDigits(value ?? 0)} s`;
}
