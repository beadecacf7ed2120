import fc from 'fast-check';

// Properties try the same cases in every run, so that what fails fails again. FUZZ_SEED (a whole number) makes them
// try others: `npm run test:fuzz` takes a new one each time and prints it.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FUZZ_SEED ?? 20_240_101) });
