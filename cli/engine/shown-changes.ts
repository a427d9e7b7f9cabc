import { describeUrn, type EngineEvent, type Step } from './events.ts';

/** A step that a preview shows, with the values it would overwrite. */
export interface ShownChange {
  operation: string;
  urn: string;
  /** By property: what is there, and what would be. */
  values: Record<string, [before: unknown, after: unknown]>;
}

/** What a preview shows, from its events: every step that is to change something. */
export class ShownChanges {
  readonly #changes = new Map<string, ShownChange>();
  #existing = false;

  /** Whether anything of the stack exists already: only that can have drifted. */
  get anyExists(): boolean {
    return this.#existing;
  }

  get all(): Iterable<ShownChange> {
    return this.#changes.values();
  }

  take({ resOutputsEvent, resourcePreEvent }: EngineEvent): void {
    // The preview of a replacement tells some of its steps before they would be done, and not after.
    for (const event of [resourcePreEvent, resOutputsEvent]) if (event) this.#step(event.metadata);
  }

  #step(step: Step): void {
    if (step.type.startsWith('pulumi:') || (step.new?.custom ?? step.old?.custom) !== true) return;
    if (step.op !== 'create') this.#existing = true;
    if (step.op === 'same' || step.op === 'refresh' || step.op === 'read') return;
    this.#changes.set(`${step.op} ${step.urn}`, {
      operation: step.op,
      urn: step.urn,
      values: Object.fromEntries((step.diffs ?? []).map((name) => [name, valuesOf(step, name)])),
    });
  }

  /** What a later preview shows that this one didn't, and the other way round, in sentences; empty: the same. */
  differences(later: ShownChanges): string[] {
    const told: string[] = [];
    for (const [key, change] of later.#changes) {
      const shown = this.#changes.get(key);
      if (shown === undefined || JSON.stringify(shown) !== JSON.stringify(change)) {
        told.push(`${describe(change)}: ${shown ? 'was shown otherwise' : 'was not shown'}`);
      }
    }
    for (const [key, change] of this.#changes) {
      if (!later.#changes.has(key)) told.push(`${describe(change)}: was shown, and is no more to be done`);
    }
    return told;
  }
}

/** Of an input; of an output where the platform alone decides it. */
function valuesOf({ old, new: next }: Step, path: string): [unknown, unknown] {
  const name = /^[^.[]+/.exec(path)?.[0] ?? path;
  return [old?.inputs?.[name] ?? old?.outputs?.[name] ?? null, next?.inputs?.[name] ?? null];
}

function describe({ operation, urn, values }: ShownChange): string {
  const { kind, name } = describeUrn(urn);
  const parts = Object.entries(values).map(
    ([property, [before, after]]) => `${property} ${JSON.stringify(before)} to ${JSON.stringify(after)}`,
  );
  return `${operation} ${kind} ${name}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}
