import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Point } from './layout.ts';

/** A graph as ELK takes it, and gives it back with places. */
export type Graph = ElkNode & { children: ElkNode[]; edges: ElkExtendedEdge[] };
export type { ElkExtendedEdge, ElkNode, ElkPort };

/** Lays one graph out: what it gives back has a place for all that it got. */
export type Engine = (graph: Graph) => Promise<Graph>;

/**
 * Loads the engine, which takes longer than everything else of a drawing: a caller that draws nothing never does. It
 * runs in this thread, and its random numbers are seeded by itself: the same graph is laid out the same.
 */
export async function loadEngine(): Promise<Engine> {
  const { default: elkjs } = await import('elkjs/lib/elk.bundled.js');
  const elk = new elkjs.default();
  return async (graph) => (await elk.layout(graph)) as Graph;
}

/** The engine gives fractions; whole pixels are sharp, and equal on every machine. */
export const whole = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** Spaces hold for a graph's own content alone, so that each graph needs them. */
export const elkOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '8',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
};
