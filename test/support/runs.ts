/** The most runs of a property against a mutant: examples find most mutants, and there are thousands of them. */
const RUNS_AGAINST_A_MUTANT = 15;

/** How often a property is tried. Stryker sets the variable in the processes that run the tests against its mutants. */
export function runs(usual: number): number {
  return process.env.STRYKER_MUTATOR_WORKER === undefined ? usual : Math.min(usual, RUNS_AGAINST_A_MUTANT);
}
