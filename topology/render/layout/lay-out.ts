import type { Box, Diagram } from '../diagram.ts';
import {
  elkOptions,
  type ElkExtendedEdge,
  type ElkNode,
  type ElkPort,
  type Engine,
  type Graph,
  whole,
} from './engine.ts';
import type { Layout, Line, Point, Rectangle } from './layout.ts';
import { boxSizes, headingWidth, REGION, type Size } from './sizes.ts';
import { endId, wireUp, type End, type Port, type Side, type Wire } from './wires.ts';
import type { Meaning } from '../meanings.ts';

/** A region that is laid out: its size, and its ports and content from its own corner. */
interface RegionLayout extends Size {
  ports: ElkPort[];
  boxes: [id: string, place: Rectangle][];
  lines: Line[];
}

/** Columns around the regions, from the left. */
const COLUMN = { upstream: 0, hub: 1, region: 2, cdn: 3, clients: 4 } as const;

/** Of a hub; its word is above it. */
export const HUB: Size = { width: 76, height: 20 };

/**
 * Places everything. Each region is laid out by itself, then the regions as wholes, one below the other in the order of
 * the file: time grows with the number of regions and not with its square, and a change in one leaves the others alone.
 */
export async function layOut(diagram: Diagram, engine: Engine): Promise<Layout> {
  const sizes = boxSizes(diagram);
  const wiring = wireUp(diagram);
  const outer = diagram.boxes.filter(({ kind, inside }) => inside === undefined && kind !== 'site');
  const regions = new Map<string, RegionLayout>();
  for (const box of outer.filter(({ kind }) => kind === 'region')) {
    const content = diagram.boxes.filter(({ inside }) => inside === box.id);
    const wires = wiring.inside.get(box.id) ?? [];
    const ports = wiring.ports.get(box.id) ?? [];
    regions.set(box.id, await layOutRegion(box, content, sizes, wires, ports, engine));
  }
  const width = Math.max(0, ...[...regions.values()].map((region) => region.width));
  for (const [id, region] of regions) regions.set(id, widened(region, width));

  const graph = await engine({
    id: 'all',
    layoutOptions: {
      ...elkOptions,
      'elk.partitioning.activate': 'true',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
      // The order of the file.
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.crossingMinimization.strategy': 'NONE',
      'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
    },
    children: [
      ...outer.map((box): ElkNode => {
        const region = regions.get(box.id);
        return region
          ? inColumn(box.id, region, COLUMN.region, region.ports)
          : withDoors(
              inColumn(box.id, sizes.get(box.id)!, COLUMN[box.kind as keyof typeof COLUMN]),
              wiring.outside,
            );
      }),
      ...wiring.hubs.map(({ id }) => withDoors(inColumn(id, HUB, COLUMN.hub), wiring.outside)),
    ],
    edges: wiring.outside.map(edgeOf),
  });

  const placed = new Map(graph.children.map((node) => [node.id, placeOf(node)]));
  const boxes = new Map<string, Rectangle>();
  const lines: Line[] = linesOf(graph, wiring.outside);
  for (const { id } of outer) {
    const place = placed.get(id)!;
    boxes.set(id, place);
    const region = regions.get(id);
    for (const [inner, at] of region?.boxes ?? []) boxes.set(inner, moved(at, place));
    for (const line of region?.lines ?? [])
      lines.push({ ...line, points: line.points.map((point) => moved(point, place)) });
  }
  return {
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    boxes,
    hubs: wiring.hubs.map(({ id, meaning }) => ({ id, meaning, place: placed.get(id)! })),
    lines,
  };
}

async function layOutRegion(
  box: Box,
  content: readonly Box[],
  sizes: ReadonlyMap<string, Size>,
  wires: readonly Wire[],
  ports: readonly Port[],
  engine: Engine,
): Promise<RegionLayout> {
  const { padding, heading } = REGION;
  const graph = await engine({
    id: `around ${box.id}`,
    layoutOptions: { ...elkOptions, 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' },
    children: [
      {
        id: box.id,
        layoutOptions: {
          ...elkOptions,
          'elk.padding': `[top=${heading + padding},left=${padding},bottom=${padding},right=${padding}]`,
          'elk.nodeSize.constraints': 'MINIMUM_SIZE',
          'elk.nodeSize.minimum': `(${headingWidth(box)},${heading + padding})`,
          'elk.portConstraints': 'FIXED_SIDE',
        },
        children: content.map(({ id }) => withDoors({ id, ...sizes.get(id)! }, wires)),
        ports: ports.map(({ id, side }) => portOf(id, side)),
        edges: wires.map(edgeOf),
      },
    ],
    edges: [],
  });
  const region = graph.children[0] as Graph;
  return {
    width: Math.ceil(region.width ?? 0),
    height: Math.ceil(region.height ?? 0),
    ports: (region.ports ?? []).map(({ id, x = 0, y = 0, layoutOptions = {} }) => ({
      id,
      x: Math.round(x),
      y: Math.round(y),
      width: 0,
      height: 0,
      layoutOptions,
    })),
    boxes: region.children.map((node) => [node.id, placeOf(node)]),
    lines: linesOf(region, wires),
  };
}

const inColumn = (id: string, { width, height }: Size, column: number, ports?: ElkPort[]): ElkNode => ({
  id,
  width,
  height,
  layoutOptions: {
    'elk.partitioning.partition': String(column),
    ...(ports && { 'elk.portConstraints': 'FIXED_POS' }),
  },
  ...(ports && { ports }),
});

/** Regions are equally wide: what leaves on the right goes on to the border. */
function widened(region: RegionLayout, width: number): RegionLayout {
  const { ports, lines } = region;
  const outwards = new Set(ports.filter(({ x }) => x === region.width).map(({ id }) => id));
  return {
    ...region,
    width,
    ports: ports.map((port) => (outwards.has(port.id) ? { ...port, x: width } : port)),
    lines: lines.map((line) => {
      const last = line.points.at(-1)!;
      if (last.x !== region.width) return line;
      return { ...line, points: [...line.points.slice(0, -1), { ...last, x: width }] };
    }),
  };
}

/** Lines of one meaning leave a box at one place, and run together as far as they can; others never do. */
const doorOf = (end: End, side: Side, meaning: Meaning): string =>
  'port' in end ? endId(end) : `${endId(end)} ${side} ${meaning}`;

const edgeOf = ({ id, meaning, left, right }: Wire): ElkExtendedEdge => ({
  id,
  sources: [doorOf(left, 'right', meaning)],
  targets: [doorOf(right, 'left', meaning)],
});

/** A node with a door for each meaning and side that its wires have. */
function withDoors(node: ElkNode, wires: readonly Wire[]): ElkNode {
  const doors = new Map<string, Side>();
  for (const { meaning, left, right } of wires) {
    if (endId(left) === node.id) doors.set(doorOf(left, 'right', meaning), 'right');
    if (endId(right) === node.id) doors.set(doorOf(right, 'left', meaning), 'left');
  }
  return {
    ...node,
    layoutOptions: { ...node.layoutOptions, 'elk.portConstraints': 'FIXED_SIDE' },
    ports: [...doors].map(([id, side]) => portOf(id, side)),
  };
}

const portOf = (id: string, side: Side): ElkPort => ({
  id,
  width: 0,
  height: 0,
  layoutOptions: { 'elk.port.side': side === 'left' ? 'WEST' : 'EAST' },
});

function linesOf({ edges }: Graph, wires: readonly Wire[]): Line[] {
  const byId = new Map(edges.map((edge) => [edge.id, edge]));
  return wires.map(({ id, meaning, arrows, arrives }) => {
    const section = byId.get(id)?.sections?.[0];
    if (!section) throw new Error(`the layout has no line for ${id}`);
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(whole);
    return { id, meaning, arrows, points, heads: { first: arrives.left, last: arrives.right } };
  });
}

const placeOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Rectangle => ({
  ...whole({ x, y }),
  width: Math.ceil(width),
  height: Math.ceil(height),
});

const moved = <T extends Point>(item: T, { x, y }: Point): T => ({ ...item, x: item.x + x, y: item.y + y });
