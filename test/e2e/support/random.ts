/** A small seeded generator (mulberry32): the same seed, the same moments, so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: printed, and taken from `SKERRY_SEED` to repeat one. */
export function seedOfRun(name: string): number {
  const given = process.env['SKERRY_SEED'];
  const seed = given === undefined ? Date.now() % 1_000_000 : Number(given);
  console.log(`${name}: SKERRY_SEED=${seed}`);
  return seed;
}
