import type { EngineEvent } from '../engine/events.ts';

/** A violation as the engine tells it. */
export interface PolicyViolation {
  /** Id of the policy. */
  policy: string;
  pack: string;
  /** Absent: of the whole stack. */
  urn?: string;
  message: string;
  level: 'advisory' | 'mandatory';
}

/** The violations among the engine's events. */
export class Violations {
  readonly #found = new Map<string, PolicyViolation>();

  get all(): readonly PolicyViolation[] {
    return [...this.#found.values()];
  }

  take({ policyEvent }: EngineEvent): void {
    if (!policyEvent) return;
    const { policyName, policyPackName, resourceUrn, message, enforcementLevel } = policyEvent;
    // A resource that is replaced is judged once for each of its steps.
    this.#found.set(JSON.stringify([policyPackName, policyName, resourceUrn, message]), {
      policy: policyName,
      pack: policyPackName,
      ...(resourceUrn !== undefined && resourceUrn !== '' && { urn: resourceUrn }),
      message: message.trim(),
      level: enforcementLevel === 'mandatory' ? 'mandatory' : 'advisory',
    });
  }
}
