import type { SmallGroup, SmallSite } from './small-sites.ts';

/** What must hold for a site to be made, said a second time and without a look at the checks. */
export function invariantsHold(site: SmallSite): boolean {
  const { regions, bucket } = site;
  const buckets = new Set(
    regions.flatMap(({ name, buckets: own }) => own.map((each) => `${name}/${each.name}`)),
  );
  return (
    buckets.has(bucket) &&
    regions.every(({ git }) => !git || isCapacity(git)) &&
    regions.every(({ zones }) => new Set(zones).size === zones.length) &&
    regions.every(({ name, zones }) => zones.every((zone) => (ZONES[name] ?? []).includes(zone))) &&
    regions.every(({ cidr }) => isNetwork(cidr)) &&
    regions.every((one, at) => regions.slice(at + 1).every((other) => areApart(one.cidr, other.cidr))) &&
    regions.every(({ git, balancer }) => balancer.group === 'git' && git !== undefined) &&
    regions.every(({ balancer }) => balancer.http !== balancer.ssh) &&
    regions.every(({ name, buckets: own }) =>
      own.every(
        (each) =>
          each.backup === undefined || (buckets.has(each.backup) && each.backup !== `${name}/${each.name}`),
      ),
    )
  );
}

function isCapacity({ owner, min, max, desired, initial, onDemandBase = 0 }: SmallGroup): boolean {
  if (min > max || onDemandBase > max) return false;
  if (owner === 'iac')
    return initial === undefined && desired !== undefined && min <= desired && desired <= max;
  return desired === undefined && (initial === undefined || (min <= initial && initial <= max));
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html, 2026-11-20. */
const ZONES: Record<string, string[]> = {
  'eu-central-1': ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  'us-east-1': ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `us-east-1${letter}`),
};

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** A private network as AWS takes it, that begins where it says: its 256th, a zone's public subnet, is a /28 at least. */
function isNetwork(cidr: string): boolean {
  const { first, last, prefix } = rangeOf(cidr);
  const aligned = first % (last - first + 1n) === 0n;
  const within = PRIVATE.map(rangeOf).some((range) => range.first <= first && last <= range.last);
  return aligned && within && prefix >= 16 && prefix <= 20;
}

function areApart(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a.last < b.first || b.last < a.first;
}

function rangeOf(cidr: string) {
  const [address = '', length = ''] = cidr.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  return { first, last: first + 2n ** BigInt(32 - Number(length)) - 1n, prefix: Number(length) };
}
