/**
 * The events of Pulumi's engine that we read, as `--json` prints them: one JSON object a line with exactly one of these
 * members (`apitype.EngineEvent` in Pulumi's code); the rest is ignored.
 */
export interface EngineEvent {
  /** Seconds since the epoch. */
  timestamp: number;
  diagnosticEvent?: {
    urn?: string;
    prefix?: string;
    message: string;
    severity: 'debug' | 'info' | 'info#err' | 'warning' | 'error';
    /** A passing remark, replaced by the next one. */
    ephemeral?: boolean;
  };
  resourcePreEvent?: { metadata: Step; planning?: boolean };
  resOutputsEvent?: { metadata: Step; planning?: boolean };
  resOpFailedEvent?: { metadata: Step };
  policyEvent?: {
    /** Absent or empty: of the whole stack. */
    resourceUrn?: string;
    message: string;
    policyName: string;
    policyPackName: string;
    enforcementLevel: 'advisory' | 'mandatory' | 'remediate' | 'disabled';
    severity?: string;
  };
  summaryEvent?: {
    durationSeconds: number;
    resourceChanges: Partial<Record<Operation, number>> | null;
    isPreview: boolean;
    result?: 'succeeded' | 'failed' | 'canceled';
  };
}

export interface Step {
  op: Operation;
  urn: string;
  type: string;
  /** Properties that changed. */
  diffs?: string[] | null;
  /** Properties that force a replacement. */
  keys?: string[] | null;
  /** Of a stack of the program's own making, not a step of the platform. */
  logical?: boolean;
  old?: StepState | null;
  new?: StepState | null;
}

interface StepState {
  inputs?: Record<string, unknown> | null;
  outputs?: Record<string, unknown> | null;
  custom?: boolean;
  /** Replaced by another one, and to be removed. */
  delete?: boolean;
  parent?: string;
  /** URN and id of the provider's resource, joined by `::`. */
  provider?: string;
}

export type Operation =
  | 'same'
  | 'create'
  | 'update'
  | 'delete'
  | 'replace'
  | 'create-replacement'
  | 'delete-replaced'
  | 'discard'
  | 'discard-replaced'
  | 'refresh'
  | 'read'
  | 'read-replacement'
  | 'read-discard'
  | 'import'
  | 'import-replacement'
  | 'remove-pending-replace';

/** One line of the engine's standard output; `undefined`: plain text, not an event. */
export function parseEvent(line: string): EngineEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Partial<EngineEvent>;
    return typeof value.timestamp === 'number' ? (value as EngineEvent) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `urn:pulumi:local::skerry::skerry:local:Bucket::local/mirror` → its type's last word and its name. */
export function describeUrn(urn: string): { kind: string; name: string } {
  const [, , types = '', ...name] = urn.split('::');
  const type = types.slice(types.lastIndexOf('$') + 1);
  return { kind: type.slice(type.lastIndexOf(':') + 1), name: name.join('::') };
}
