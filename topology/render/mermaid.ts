import type {
  BucketNode,
  CdnNode,
  GroupNode,
  LoadBalancerNode,
  Plan,
  RedisNode,
  RegionPlan,
} from '../plan/plan.ts';

/**
 * The topology as a Mermaid flowchart: regions are boxes, arrows follow requests (clients → edges → balancers → groups)
 * and data (upstream → sync → buckets); dotted ones are copies and fall-backs.
 */
export function renderMermaid(plan: Plan): string {
  const lines = [
    'flowchart LR',
    '  clients(["clients"])',
    ...(plan.mirror ? [`  upstream(["upstream ${escape(plan.mirror.composer.upstream)}"])`] : []),
    ...plan.cdn.map((edge) => `  ${node.edge(edge.name)}{{"${edgeText(edge)}"}}`),
    ...plan.regions.flatMap(regionBox),
    ...clientArrows(plan),
    ...plan.cdn.flatMap(edgeArrows),
    ...plan.regions.flatMap(({ loadBalancers }) =>
      loadBalancers.map(({ id, group }) => arrow(node.balancer(id), node.group(group))),
    ),
    ...plan.regions.flatMap(({ groups }) => groups.flatMap(dataArrows)),
    ...plan.regions.flatMap(({ buckets }) =>
      buckets.flatMap(({ id, backup }) =>
        backup === undefined ? [] : [arrow(node.bucket(id), node.bucket(backup), '-. backup .->')],
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function regionBox({ name, platform, network, redis, buckets, loadBalancers, groups }: RegionPlan): string[] {
  const zones = network.subnets.length;
  const title = [name, platform, network.cidr ?? '', `${zones} zone${zones === 1 ? '' : 's'}`].filter(
    Boolean,
  );
  return [
    `  subgraph ${node.region(name)}["${title.join(', ')}"]`,
    ...loadBalancers.map((balancer) => `    ${node.balancer(balancer.id)}["${balancerText(balancer)}"]`),
    ...groups.map((group) => `    ${node.group(group.id)}[["${groupText(group)}"]]`),
    ...(redis ? [`    ${node.redis(redis.id)}[("${redisText(redis)}")]`] : []),
    ...buckets.map((bucket) => `    ${node.bucket(bucket.id)}[("${bucketText(bucket)}")]`),
    '  end',
  ];
}

/** Clients reach the edges, and the balancers that stand behind none. */
function clientArrows({ cdn, regions }: Plan): string[] {
  const behind = new Set(cdn.flatMap(({ name, origins }) => (name === 'mirrors' ? origins : [])));
  const open = regions.flatMap(({ loadBalancers }) => loadBalancers.filter(({ id }) => !behind.has(id)));
  const doors = [...cdn.map(({ name }) => node.edge(name)), ...open.map(({ id }) => node.balancer(id))];
  return doors.map((door) => arrow('clients', door));
}

function edgeArrows({ name, origins }: CdnNode): string[] {
  const target = name === 'mirrors' ? node.balancer : node.bucket;
  return origins.map((origin, position) =>
    arrow(node.edge(name), target(origin), position === 0 ? '-->' : '-.->'),
  );
}

function dataArrows({ id, workload, redis, buckets }: GroupNode): string[] {
  const group = node.group(id);
  switch (workload) {
    case 'mirror-sync':
      return [
        arrow('upstream', group),
        ...(redis === undefined ? [] : [arrow(group, node.redis(redis), '<-->')]),
        ...buckets.map((bucket) => arrow(group, node.bucket(bucket))),
      ];
    case 'mirror-serve':
      return buckets.map((bucket) => arrow(node.bucket(bucket), group));
    case 'git':
      return buckets.map((bucket) => arrow(group, node.bucket(bucket), '<-->'));
    case 'own':
      return [];
  }
}

const edgeText = ({ name, hostname, port }: CdnNode): string =>
  `edge ${escape(hostname ?? `${name} :${port}`)}`;
const redisText = ({ memoryGiB }: RedisNode): string => `redis ${memoryGiB} GiB`;
const bucketText = ({ name, access, appendOnly }: BucketNode): string =>
  [`bucket ${name}`, access === 'cdn' ? 'read by the edge' : 'private', appendOnly ? 'append-only' : '']
    .filter(Boolean)
    .join('<br>');
const balancerText = ({ name, type, listeners }: LoadBalancerNode): string =>
  [`${type} ${name}`, listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(', ')].join('<br>');
function groupText({ name, workload, capacity }: GroupNode): string {
  const { min, target, max, owner } = capacity;
  const title = name === workload ? name : `${name} (${workload})`;
  return `${title}<br>${min} ≤ ${target} ≤ ${max}, ${owner}`;
}

/**
 * Ids as Mermaid takes them. The kind is part of each, because a group and its balancer may share a name. No region has
 * two hyphens in a row, so that the first `__` is the slash and no two ids become the same.
 */
const ref = (kind: string) => (id: string) => `${kind}_${id.replaceAll('/', '__').replaceAll('-', '_')}`;
const node = {
  region: ref('region'),
  edge: ref('edge'),
  balancer: ref('lb'),
  group: ref('group'),
  redis: ref('redis'),
  bucket: ref('bucket'),
};

const arrow = (from: string, to: string, kind = '-->'): string => `  ${from} ${kind} ${to}`;

/** Text within double quotes. */
const escape = (text: string): string =>
  text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;');
