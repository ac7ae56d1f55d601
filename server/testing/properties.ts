import fc from 'fast-check';

/**
 * A default run draws the same cases every time: when it is red, the change made it so. `npm run unit -- --mode fuzz`
 * draws others, and many more of them; what it finds becomes a case of its own.
 */
fc.configureGlobal(import.meta.env.MODE === 'fuzz' ? { numRuns: 3_000 } : { seed: 20 });
