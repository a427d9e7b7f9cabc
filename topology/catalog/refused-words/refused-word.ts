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

/** On every cloud. Whoever gives a workload TLS of its own takes these rows away. */
export const noTlsOnInstances: RefusedWord = {
  word: 'balancer.tls',
  values: ['instance'],
  why: 'no workload ends TLS itself so far: each answers plain HTTP behind its balancer, and SSH',
  fix: 'balancer',
  soFar: true,
};

export const keyForNobody: RefusedWord = {
  word: 'site.domain.key',
  why: 'it is for `tls: instance` alone, which no workload knows so far',
  fix: 'leave key out',
  soFar: true,
};
