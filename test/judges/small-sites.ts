import fc from 'fast-check';

/** A site of AWS whose every part may be wrong: as plain as the invariants that it is held to. */
export interface SmallSite {
  regions: SmallRegion[];
  /** Of the repositories. */
  bucket: string;
}

export interface SmallRegion {
  name: string;
  cidr: string;
  zones: string[];
  git?: SmallGroup;
  balancer: SmallBalancer;
  buckets: SmallBucket[];
}

export interface SmallGroup {
  owner: 'iac' | 'autoscaler';
  min: number;
  max: number;
  desired?: number;
  initial?: number;
  onDemandBase?: number;
}

export interface SmallBalancer {
  group: string;
  http: number;
  ssh: number;
}

export interface SmallBucket {
  name: string;
  backup?: string;
}

/** Right but for one time in twenty, so that a site with some twenty parts is about as often sound as wrong. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: right, weight: 19 }, { arbitrary: wrong, weight: 1 });

const count = fc.integer({ min: 0, max: 6 });
const counts = fc.tuple(count, count, count, count);

const group: fc.Arbitrary<SmallGroup> = fc
  .record({
    owner: fc.constantFrom('iac' as const, 'autoscaler' as const),
    // Of min, what runs at first, on-demand base and max.
    counts: mostly(
      counts.map((four) => [...four].sort((a, b) => a - b) as typeof four),
      counts,
    ),
    rightWord: mostly(fc.constant(true), fc.constant(false)),
    withInitial: fc.boolean(),
    withBase: fc.boolean(),
  })
  .map(({ owner, counts: [min, first, onDemandBase, max], rightWord, withInitial, withBase }) => ({
    owner,
    min,
    max,
    ...((owner === 'iac') === rightWord ? { desired: first } : withInitial && { initial: first }),
    ...(withBase && { onDemandBase }),
  }));

interface Place {
  name: string;
  zones: string[];
  cidrs: string[];
  wrongCidrs: string[];
  /** A bucket elsewhere, for copies. */
  copies: string;
}

const region = ({ name, zones, cidrs, wrongCidrs, copies }: Place): fc.Arbitrary<SmallRegion> =>
  fc
    .record({
      cidr: mostly(fc.constantFrom(...cidrs), fc.constantFrom(...wrongCidrs)),
      zones: mostly(
        fc.subarray(zones, { minLength: 1 }),
        fc.array(fc.constantFrom(...zones, 'eu-west-1a', `${name}z`), { minLength: 1, maxLength: 3 }),
      ),
      git: mostly(
        group.map((each): SmallGroup | undefined => each),
        fc.constant(undefined),
      ),
      balancer: fc.record({
        group: mostly(fc.constant('git'), fc.constant('gti')),
        http: mostly(fc.constant(80), fc.constant(22)),
        ssh: mostly(fc.constantFrom(22, 2222), fc.constant(80)),
      }),
      backup: mostly(
        fc.constantFrom(undefined, copies),
        fc.constantFrom(`${name}/git`, `${name}/none`, 'eu-west-9/copy'),
      ),
    })
    .map(({ git, backup, ...rest }) => ({
      name,
      ...rest,
      ...(git && { git }),
      buckets: [{ name: 'git', ...(backup !== undefined && { backup }) }, { name: 'copy' }],
    }));

/** Sound and wrong ones, about as many of each. */
export const smallSites: fc.Arbitrary<SmallSite> = fc.record({
  regions: fc.tuple(
    region({
      name: 'eu-central-1',
      zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      cidrs: ['10.16.0.0/16', '10.16.0.0/20', '172.16.0.0/16'],
      wrongCidrs: ['10.16.0.1/16', '10.0.0.0/8', '11.0.0.0/16', '10.17.0.0/16'],
      copies: 'us-east-1/copy',
    }),
    region({
      name: 'us-east-1',
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1f'],
      cidrs: ['10.17.0.0/16', '192.168.0.0/18', '10.18.0.0/17'],
      wrongCidrs: ['10.16.8.0/21', '172.16.128.0/17', '192.168.1.0/18'],
      copies: 'eu-central-1/copy',
    }),
  ),
  bucket: mostly(fc.constant('eu-central-1/git'), fc.constantFrom('us-east-1/none', 'eu-west-9/git')),
});
