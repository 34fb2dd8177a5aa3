import fc from 'fast-check';

/**
 * The gate runs the same random histories each time, so that it fails because of a change and not
 * by chance. `SEED=random npm test` runs new ones; a failure prints its seed.
 */
const { SEED = '20261122' } = process.env;
fc.configureGlobal({ seed: SEED === 'random' ? Date.now() : Number(SEED) });
