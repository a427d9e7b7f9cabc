import type { Meaning } from '../meanings.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle extends Point {
  width: number;
  height: number;
}

/** Where everything stands, in CSS pixels from the upper left corner. */
export interface Layout {
  width: number;
  height: number;
  /** By id of the box. */
  boxes: Map<string, Rectangle>;
  /** Where arrows between regions meet, with the word that they stand for. */
  hubs: { id: string; meaning: Meaning; place: Rectangle }[];
  lines: Line[];
}

/** A line at right angles; arrows that run together share it. */
export interface Line {
  id: string;
  meaning: Meaning;
  /** Ids of the arrows along it. */
  arrows: string[];
  points: Point[];
  /** Whether data arrive at its first and at its last point. */
  heads: { first: boolean; last: boolean };
}
