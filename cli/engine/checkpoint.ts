/** What we read of a checkpoint of the file backend: never conditions of parts, only the engine's own bookkeeping. */
export interface CheckpointFacts {
  /** Resources under a platform, without components and providers. */
  resources: number;
  /** Operations that an engine had begun when it was killed. */
  pending: { urn: string; type: string }[];
  /** Outputs of the stack. */
  outputs: Record<string, unknown>;
}

interface Checkpoint {
  version?: number;
  checkpoint?: {
    latest?: {
      resources?: { urn: string; custom?: boolean; type: string; outputs?: Record<string, unknown> }[];
      pending_operations?: { resource: { urn: string }; type: string }[];
    };
  };
}

/** Reads the text of a checkpoint; `undefined`: it is torn (a power cut between write and disk). */
export function readCheckpoint(text: string): CheckpointFacts | undefined {
  let value: Checkpoint | null;
  try {
    value = JSON.parse(text) as Checkpoint | null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value?.version !== 'number' || typeof value.checkpoint !== 'object') return undefined;
  const latest = value.checkpoint.latest;
  return {
    outputs: latest?.resources?.find(({ type }) => type === 'pulumi:pulumi:Stack')?.outputs ?? {},
    resources: (latest?.resources ?? []).filter(
      ({ custom, type }) => custom === true && !type.startsWith('pulumi:'),
    ).length,
    pending: (latest?.pending_operations ?? []).map(({ resource, type }) => ({ urn: resource.urn, type })),
  };
}
