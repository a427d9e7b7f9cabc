import type { Pointer } from '../../topology/diagnostics/diagnostic.ts';
import { below, parentOf, SITE } from '../../topology/diagnostics/pointer.ts';
import type { GroupNode, LoadBalancerNode, Plan, RegionPlan } from '../../topology/plan/plan.ts';

/** A thing of the plan that resources come from. */
interface Cause {
  /** Component that registers them, `skerry:index:` left out; absent: whichever. */
  component?: string;
  /** Names of its resources are this, or begin with it and a slash. */
  id: string;
  origin: Pointer;
}

const COMPONENT = 'skerry:index:';

/**
 * The block of the stack file that a resource comes from. Nothing has to be told on the way for it: a resource is named
 * after what it is made for, by the plan's ids, below a component of that kind, and its URN has both.
 *
 * @returns `undefined` for one that no component of ours has registered
 */
export function causeOf(plan: Plan, urn: string): Pointer | undefined {
  const [, , types = '', ...rest] = urn.split('::');
  const name = rest.join('::');
  const component = types.split('$').findLast((type) => type.startsWith(COMPONENT));
  const kind = component?.slice(COMPONENT.length);
  if (kind === undefined) return causesOfSite(plan).find(({ id }) => isOf(name, id))?.origin;
  return causesOf(plan)
    .filter((cause) => (cause.component ?? kind) === kind && isOf(name, cause.id))
    .reduce<Cause | undefined>((best, one) => (best && best.id.length >= one.id.length ? best : one), {
      id: '',
      origin: SITE,
    })?.origin;
}

const isOf = (name: string, id: string): boolean => name === id || name.startsWith(`${id}/`);

function causesOf(plan: Plan): Cause[] {
  return [
    ...plan.regions.flatMap((region) => causesOfRegion(plan, region)),
    ...plan.cdn.map(({ id, origin }) => ({ component: 'Cdn', id, origin })),
    ...causesOfSite(plan),
  ];
}

/** What lies below no component: it is of the whole site. */
function causesOfSite({ alerts, domain }: Plan): Cause[] {
  return [
    ...(alerts ? [{ id: 'alerts', origin: alerts.origin }] : []),
    ...(domain ? [{ id: 'dns', origin: below(SITE, 'domain') }] : []),
  ];
}

function causesOfRegion(plan: Plan, region: RegionPlan): Cause[] {
  const { name, origin, network, redis, buckets, loadBalancers, groups } = region;
  return [
    { id: name, origin },
    ...causesOfServices(plan, region),
    { component: 'Network', id: network.id, origin: network.origin },
    ...network.subnets.flatMap(({ zone }, position) =>
      [zone, `instances-${zone}`, `edge-${zone}`].map((key) => ({
        component: 'Network',
        id: `${network.id}/${key}`,
        origin: below(network.origin, 'zones', position),
      })),
    ),
    ...(redis ? [{ component: 'Redis', id: redis.id, origin: redis.origin }] : []),
    ...buckets.flatMap(({ id, origin: bucket }) => [
      { component: 'Bucket', id, origin: bucket },
      { component: 'BucketBackup', id, origin: below(bucket, 'backup') },
      { component: 'Release', id, origin: plan.releases?.origin ?? bucket },
    ]),
    ...loadBalancers.flatMap(causesOfBalancer),
    ...groups.flatMap(causesOfGroup),
  ];
}

/** What a region has of the site's services: its alarms' topic, secrets, logs. */
function causesOfServices({ alerts, git, mirror }: Plan, { name, origin }: RegionPlan): Cause[] {
  const component = 'Region';
  return [
    ...(alerts ? [{ component, id: `${name}/alerts`, origin: alerts.origin }] : []),
    ...(git ? [{ component, id: `${name}/git-host-keys`, origin: below(git.origin, 'hostKeys') }] : []),
    ...(mirror
      ? [
          {
            component,
            id: `${name}/code-host-tokens`,
            origin: below(mirror.origin, 'composer', 'tokens'),
          },
        ]
      : []),
    { component, id: `${name}/buckets`, origin: below(origin, 'buckets') },
  ];
}

function causesOfBalancer({ id, origin, listeners }: LoadBalancerNode): Cause[] {
  const component = 'LoadBalancer';
  return [
    { component, id, origin },
    ...listeners.flatMap(({ protocol }) =>
      [protocol, `balancer/${protocol}`, `balancer/allow-${protocol}`].map((key) => ({
        component,
        id: `${id}/${key}`,
        origin: below(origin, 'listeners', protocol),
      })),
    ),
  ];
}

function causesOfGroup({ id, origin, rules, schedules, hooks }: GroupNode): Cause[] {
  const component = 'ScalingGroup';
  return [
    { component, id, origin },
    ...[...rules, ...schedules, ...hooks].map((part) => ({
      component,
      id: `${id}/${part.name}`,
      origin: part.origin,
    })),
  ];
}

/** The block of the region that a pointer lies in. */
export function regionOf(pointer: Pointer): Pointer {
  const regions = below(SITE, 'regions');
  let at = pointer;
  while (at !== '' && parentOf(at) !== regions) at = parentOf(at);
  return at === '' ? SITE : at;
}
