/** What a group shall look like. */
export interface GroupIntent {
  desired: number;
  /** In the order of the stack file. */
  zones: readonly string[];
  /** Of the instances' present declaration. */
  fingerprint: string;
}

/** An instance, as far as the plan cares. */
export interface PlannedInstance {
  id: string;
  zone: string;
  fingerprint: string;
  /** Orders instances by age. */
  created: string;
  /** `starting`: has never been healthy, or has lost its service. */
  state: 'starting' | 'running' | 'draining';
  healthy: boolean;
}

export type GroupAction =
  | { kind: 'add'; zone: string }
  /** Start an instance that an interrupted run has begun, or that has lost its service, and wait for it. */
  | { kind: 'await'; id: string }
  /** Drain, stop, remove; or go on with it. */
  | { kind: 'remove'; id: string };

/**
 * The next steps towards the intent, to be taken at the same time; then look and plan again, until there are none.
 *
 * An older instance is replaced by a newer one that is healthy first: the group never has fewer instances than desired
 * because of an update. Zones differ by one at most, as far as additions can see to it.
 */
export function planGroup(intent: GroupIntent, live: readonly PlannedInstance[]): GroupAction[] {
  const isStale = (each: PlannedInstance): boolean =>
    each.fingerprint !== intent.fingerprint || !intent.zones.includes(each.zone);
  // Not at work, and for a declaration that no longer holds.
  const leaving = live.filter(
    (each) => each.state === 'draining' || (each.state === 'starting' && isStale(each)),
  );
  const staying = live.filter((each) => !leaving.includes(each));
  const starting = staying.filter(({ state }) => state === 'starting');
  const begun: GroupAction[] = [
    ...leaving.map(({ id }) => ({ kind: 'remove' as const, id })),
    ...starting.map(({ id }) => ({ kind: 'await' as const, id })),
  ];
  const missing = intent.desired - staying.length;
  if (missing > 0) return [...begun, ...additions(intent.zones, staying, missing)];
  // Nobody leaves before all who were to come are there.
  if (starting.length > 0) return begun;
  const order = byLeaving(staying, isStale);
  if (missing < 0) {
    return [...begun, ...order.slice(0, -missing).map(({ id }) => ({ kind: 'remove' as const, id }))];
  }
  const replaced = order.find(isStale);
  if (replaced)
    return [
      ...begun,
      ...additions(
        intent.zones,
        staying.filter((each) => each !== replaced),
        1,
      ),
    ];
  return begun;
}

/** One after another into the zone with the fewest instances; among equals, the first of the file. */
function additions(
  zones: readonly string[],
  present: readonly PlannedInstance[],
  count: number,
): GroupAction[] {
  const counts = new Map(zones.map((zone) => [zone, present.filter((each) => each.zone === zone).length]));
  return Array.from({ length: count }, () => {
    const [zone = ''] = [...counts].reduce((best, each) => (each[1] < best[1] ? each : best));
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    return { kind: 'add', zone };
  });
}

/**
 * In the order of leaving: the unhealthy first, whose leaving costs nobody anything; then older declarations, then from
 * the zone with the most instances, then the oldest.
 */
function byLeaving(
  instances: readonly PlannedInstance[],
  isStale: (each: PlannedInstance) => boolean,
): PlannedInstance[] {
  const left = [...instances];
  const order: PlannedInstance[] = [];
  while (left.length > 0) {
    const crowd = (zone: string): number => left.filter((each) => each.zone === zone).length;
    const rank = (each: PlannedInstance): [number, number, number, string, string] => [
      each.healthy ? 1 : 0,
      isStale(each) ? 0 : 1,
      -crowd(each.zone),
      each.created,
      each.id,
    ];
    left.sort((a, b) => compareRanks(rank(a), rank(b)));
    order.push(...left.splice(0, 1));
  }
  return order;
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
