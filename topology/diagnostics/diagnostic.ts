/** A JSON pointer (RFC 6901) into the whole stack file, such as `/config/skerry:site/regions/local-1`. */
export type Pointer = string;

/** Lines and columns start at 1; `end` is exclusive. */
export interface Position {
  line: number;
  column: number;
  /** Offset into the text (without a byte order mark), in UTF-16 units. */
  offset: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export type Severity = 'error' | 'warning';

/** What a check reports: plain data that names its place by a pointer; locations are resolved only when it is printed. */
export interface Finding {
  /** Family and rule, such as `capacity/min-exceeds-max`; stable for ever. */
  code: string;
  severity: Severity;
  /** Names the value received and what is wrong with it; no full stop. */
  message: string;
  pointer: Pointer;
  /** Point at the key (an unknown key, a whole block) instead of the value. */
  at?: 'key' | 'value';
  /** What would have been accepted. */
  allowed?: string;
  /** What the user most likely wants to write. */
  fix?: string;
  related?: { pointer: Pointer; message: string }[];
  /** The place itself, where it is no data: a comment's. */
  range?: Range;
}

/** Why a finding doesn't count, for now. */
export interface Accepted {
  reason: string;
  /** The last day, `YYYY-MM-DD`, by UTC. */
  until: string;
}

/** A finding with its place in a file. */
export interface Diagnostic extends Finding {
  file: string;
  range: Range;
  /** What a code frame shows: the innermost `key: value` around the place; absent: the whole line. */
  frame?: Range;
  relatedRanges?: { range: Range; message: string }[];
}

/** A finding that is exempted: told apart from the others, and failed for by nobody. */
export interface ExemptedDiagnostic extends Diagnostic {
  accepted: Accepted & {
    /** Where the exemption stands. */
    range: Range;
  };
}
