import type { GroupNode, Plan, RegionPlan } from '../plan/plan.ts';
import { SITE } from '../diagnostics/pointer.ts';
import { buildArrows } from './arrows.ts';
import { groupDetails, groupLines } from './details/group.ts';
import { tellBucket, tellCdn, tellLoadBalancer, tellRedis, tellRegion, type Told } from './details/parts.ts';
import { boxId, CLIENTS, SITE_BOX, UPSTREAM } from './box-id.ts';
import { siteDetails } from './details/site.ts';
import type { Box, BoxKind, Diagram, Locate } from './diagram.ts';

/** A plan as boxes and arrows. Pure: the same plan gives the same diagram. */
export function buildDiagram(plan: Plan, locate: Locate): Diagram {
  return {
    stack: plan.stack,
    boxes: [
      siteBox(plan, locate),
      ...upstreamBox(plan, locate),
      ...plan.regions.flatMap((region) => regionBoxes(region, locate)),
      ...plan.cdn.map((edge) =>
        told('cdn', edge, tellCdn(edge), edge.hostname ?? `${edge.name} :${edge.port}`, locate),
      ),
      { id: CLIENTS, kind: 'clients', label: 'clients', lines: [], details: [], facts: {} },
    ],
    arrows: buildArrows(plan),
  };
}

function siteBox(plan: Plan, locate: Locate): Box {
  const { stack, stage, domain, regions, cdn: _cdn, mirror: _mirror, ...rest } = plan;
  const groups = regions.flatMap((region) => region.groups);
  return {
    id: SITE_BOX,
    kind: 'site',
    label: stack,
    lines: [
      [
        stage,
        ...(domain ? [domain.name] : []),
        `${regions.length} ${regions.length === 1 ? 'region' : 'regions'}`,
        `${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`,
      ].join(' · '),
    ],
    details: siteDetails(plan, locate),
    place: locate(SITE),
    facts: factsOf({ ...rest, stage, domain }),
  };
}

function upstreamBox({ mirror }: Plan, locate: Locate): Box[] {
  if (!mirror) return [];
  const { upstream, only, tokens } = mirror.composer;
  return [
    {
      id: UPSTREAM,
      kind: 'upstream',
      label: upstream === 'sample' ? 'sample' : upstream.replace(/^https?:\/\//, '').replace(/\/$/, ''),
      lines: [
        'Composer packages',
        ...(only.length === 0 ? [] : [`only ${only.length === 1 ? only[0] : `${only.length} patterns`}`]),
      ],
      details: [
        { name: 'upstream', value: upstream },
        { name: 'only', value: only.length === 0 ? 'all packages' : only.join(', ') },
        ...(tokens === undefined ? [] : [{ name: 'tokens', value: `secret ${tokens}` }]),
        { name: 'published to', value: mirror.publishTo.join(', ') },
      ],
      place: locate(mirror.origin),
      facts: factsOf(mirror),
    },
  ];
}

function regionBoxes(region: RegionPlan, locate: Locate): Box[] {
  const { name, platform, origin, network, redis, buckets, groups, loadBalancers } = region;
  const id = boxId('region', name);
  const within = (box: Box): Box => ({ ...box, inside: id });
  const whole = { id: name, origin, platform, network };
  return [
    told('region', whole, tellRegion(region), name, locate),
    ...(redis ? [told('redis', redis, tellRedis(redis), 'redis', locate)] : []).map(within),
    ...groups.map((group) => within(groupBox(group, locate))),
    ...buckets.map((bucket) => within(told('bucket', bucket, tellBucket(bucket), bucket.name, locate))),
    ...loadBalancers.map((balancer) =>
      within(told('loadBalancer', balancer, tellLoadBalancer(balancer), balancer.name, locate)),
    ),
  ];
}

function groupBox(group: GroupNode, locate: Locate): Box {
  return {
    id: boxId('group', group.id),
    kind: 'group',
    label: group.name,
    lines: groupLines(group),
    details: groupDetails(group, locate),
    place: locate(group.origin),
    facts: factsOf(group),
  };
}

function told(
  kind: BoxKind,
  node: { id: string; origin: string },
  { lines, rows }: Told,
  label: string,
  locate: Locate,
): Box {
  return {
    id: boxId(kind, node.id),
    kind,
    label,
    lines,
    details: rows.map(([name, value]) => ({ name, value })),
    place: locate(node.origin),
    facts: factsOf(node),
  };
}

/** Without where it is said: a line that moves changes nothing. */
function factsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(factsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => key !== 'origin' && member !== undefined)
      .map(([key, member]) => [key, factsOf(member)]),
  );
}
