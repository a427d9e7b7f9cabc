/** A word that a platform can't honour: refused there, because what is written must count. */
export interface RefusedWord {
  /**
   * Path of the word, from the kind of thing that has it: `group.hooks`, `group.capacity.warmPool`, `balancer.weights`,
   * `bucket.backup`, `redis.password`, `edge.port`; `site.…` for what a whole site has. `*` stands for each item of a list.
   */
  word: string;
  /** Values that are refused; absent: all but those that ask for nothing (`false`, 0, an empty list). */
  values?: readonly unknown[];
  /** Completes "<word> …, and". */
  why: string;
  fix: string;
  /** Of a whole site: said all the same where another cloud of the site honours it. */
  elsewhere?: boolean;
  /** Skerry itself lacks it on the platform, which may have it. */
  soFar?: boolean;
}

/** Of words whose resources a platform does not make so far. Whoever makes them takes the row away. */
export function notMade(platform: string, words: readonly string[]): RefusedWord[] {
  return words.map((word) => ({
    word,
    why: `Skerry makes nothing of it on ${platform} so far`,
    fix: `leave ${word.slice(word.lastIndexOf('.') + 1)} out`,
    soFar: true,
  }));
}
