import type { Pointer } from '../diagnostics/diagnostic.ts';
import type { Flow, Meaning } from './meanings.ts';

/**
 * What every drawing shows, as plain data: boxes within boxes, and arrows between them. The ids are stable: those of the
 * plan's nodes after their kind, because a group and its balancer may share a name.
 */
export interface Diagram {
  stack: string;
  /** The site itself first, then whom it deals with, its edges, and each region followed by what lies in it. */
  boxes: Box[];
  arrows: Arrow[];
}

export type BoxKind =
  'site' | 'upstream' | 'region' | 'redis' | 'bucket' | 'group' | 'loadBalancer' | 'cdn' | 'clients';

export interface Box {
  id: string;
  kind: BoxKind;
  /** Id of the region's box around it. */
  inside?: string;
  label: string;
  /** What is shown below the label, each short. */
  lines: string[];
  /** Below them, where revisions are compared: what has changed. */
  changes?: string[];
  details: Detail[];
  /** Absent of what no line of the stack file stands for. */
  place?: Place;
  /** What the plan says of it: two boxes with the same facts are the same. */
  facts: unknown;
}

/** One row of what is told of a box when it is asked for; names are unique within the box. */
export interface Detail {
  name: string;
  value: string;
  place?: Place;
}

export interface Arrow {
  id: string;
  meaning: Meaning;
  /** Id of the box that acts: "`from` fetches from `to`". */
  from: string;
  to: string;
  /** Which way the data go. */
  data: Flow;
  /** What sets it apart from others of its meaning: `fallback 1`, `weight 10`. */
  note?: string;
}

/** Where in the stack file something is said; lines and columns start at 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Turns a node's origin into its place. */
export type Locate = (origin: Pointer) => Place;

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
