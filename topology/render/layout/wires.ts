import type { Arrow, Box, Diagram } from '../diagram.ts';
import { meaningFacts, type Meaning } from '../meanings.ts';

/** An end of a wire: a box, a place on a region's border, or a hub. */
export type End = { box: string } | { port: string; region: string } | { hub: string };

/** A line that the engine routes by itself, from left to right. Arrows that run together share it. */
export interface Wire {
  id: string;
  meaning: Meaning;
  left: End;
  right: End;
  /** Ids of the arrows that run along it. */
  arrows: string[];
  /** Whether data arrive at its left or right end, and that end is a box. */
  arrives: { left: boolean; right: boolean };
}

/** Where arrows between regions meet. */
export interface Hub {
  id: string;
  meaning: Meaning;
}

export type Side = 'left' | 'right';

export interface Port {
  id: string;
  side: Side;
}

/** What is laid out together: within each region, and around the regions. */
export interface Wiring {
  inside: Map<string, Wire[]>;
  outside: Wire[];
  ports: Map<string, Port[]>;
  hubs: Hub[];
}

/**
 * Cuts arrows at the borders of regions. Those from region to region go through a hub on the left of all regions: so no
 * region stands to the right of another one, and regions stay below each other however many arrows run between them.
 */
export function wireUp({ boxes, arrows }: Diagram): Wiring {
  const regionOf = regionsByBox(boxes);
  const wiring: Wiring = { inside: new Map(), outside: [], ports: new Map(), hubs: [] };
  const wires = new Map<string, Wire>();

  const wire = (arrow: Arrow, left: End, right: End, region?: string): void => {
    const id = `${arrow.meaning}:${endId(left)}>${endId(right)}`;
    let known = wires.get(id);
    if (!known) {
      known = { id, meaning: arrow.meaning, left, right, arrows: [], arrives: { left: false, right: false } };
      wires.set(id, known);
      if (region === undefined) wiring.outside.push(known);
      else getOr(wiring.inside, region, []).push(known);
    }
    known.arrows.push(arrow.id);
    known.arrives.left ||= 'box' in left && arrivesAt(arrow, left.box);
    known.arrives.right ||= 'box' in right && arrivesAt(arrow, right.box);
  };
  const port = (region: string, side: Side, name: string): End => {
    const id = `${region} ${side} ${name}`;
    const ports = getOr(wiring.ports, region, []);
    if (!ports.some((one) => one.id === id)) ports.push({ id, side });
    return { port: id, region };
  };
  /** From something outside, on the left, to a box within a region. */
  const enter = (arrow: Arrow, from: End, box: string, region: string): void => {
    const door = port(region, 'left', `${arrow.meaning} ${endId(from)}`);
    wire(arrow, from, door);
    wire(arrow, door, { box }, region);
  };

  for (const arrow of arrows) {
    const { left: side } = meaningFacts(arrow.meaning);
    const [left, right] = side === 'from' ? [arrow.from, arrow.to] : [arrow.to, arrow.from];
    const [leftRegion, rightRegion] = [regionOf.get(left), regionOf.get(right)];
    if (leftRegion === rightRegion) {
      wire(arrow, { box: left }, { box: right }, leftRegion);
    } else if (leftRegion === undefined && rightRegion !== undefined) {
      enter(arrow, { box: left }, right, rightRegion);
    } else if (leftRegion !== undefined && rightRegion === undefined) {
      const door = port(leftRegion, 'right', `${arrow.meaning} ${right}`);
      wire(arrow, { box: left }, door, leftRegion);
      wire(arrow, door, { box: right });
    } else if (leftRegion !== undefined && rightRegion !== undefined) {
      const hub = hubOf(arrow, left);
      if (!wiring.hubs.some(({ id }) => id === hub)) wiring.hubs.push({ id: hub, meaning: arrow.meaning });
      enter(arrow, { hub }, left, leftRegion);
      enter(arrow, { hub }, right, rightRegion);
    }
  }
  return wiring;
}

/** All syncs publish into the same buckets, and so through one hub; the rest meet where they come from. */
const hubOf = ({ meaning }: Arrow, left: string): string =>
  meaning === 'publishes' ? `hub ${meaning}` : `hub ${meaning} ${left}`;

const arrivesAt = ({ data, from, to }: Arrow, box: string): boolean =>
  data === 'both' || box === (data === 'out' ? to : from);

function regionsByBox(boxes: readonly Box[]): Map<string, string> {
  return new Map(boxes.flatMap(({ id, inside }) => (inside === undefined ? [] : [[id, inside] as const])));
}

export function endId(end: End): string {
  if ('box' in end) return end.box;
  return 'hub' in end ? end.hub : end.port;
}

function getOr<K, V>(map: Map<K, V>, key: K, fallback: V): V {
  const known = map.get(key) ?? fallback;
  map.set(key, known);
  return known;
}
