/** The seed of this run: printed, and taken from `SKERRY_SEED` to repeat one. */
export function seedOfRun(name: string): number {
  const given = process.env['SKERRY_SEED'];
  const seed = given === undefined ? Date.now() % 1_000_000 : Number(given);
  console.log(`${name}: SKERRY_SEED=${seed}`);
  return seed;
}
