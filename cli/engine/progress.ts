import { describeUrn, type EngineEvent, type Operation, type Step } from './events.ts';

/** Something worth a line of its own. */
export type ProgressLine =
  /** A resource is done. */
  | { kind: 'done'; operation: Operation; resource: string; seconds: number; detail?: string }
  /** An operation failed; the reason comes with it. */
  | { kind: 'failed'; operation: Operation; resource: string; seconds: number; reason: string }
  /** Refreshing found that the platform no longer has it. */
  | { kind: 'missing'; resource: string }
  /** Output of our own program, as it printed it. */
  | { kind: 'program'; text: string }
  | { kind: 'warning' | 'error'; text: string; resource?: string };

export interface Running {
  operation: Operation;
  resource: string;
  seconds: number;
}

/** Follows the engine's events: what is under way, and which lines are due. Time comes in from outside, in milliseconds. */
export class Progress {
  readonly changes = new Map<Operation, number>();
  private readonly running = new Map<string, { operation: Operation; since: number }>();
  private readonly reasons = new Map<string, string>();

  /** Takes an event that arrived at `now`, and gives the lines to print for it. */
  take(event: EngineEvent, now: number): ProgressLine[] {
    if (event.resourcePreEvent) return this.begin(event.resourcePreEvent.metadata, now);
    if (event.resOutputsEvent) {
      const { metadata, planning } = event.resOutputsEvent;
      return this.end(metadata, planning === true, now);
    }
    if (event.resOpFailedEvent) return this.fail(event.resOpFailedEvent.metadata, now);
    if (event.diagnosticEvent) return this.diagnose(event.diagnosticEvent);
    return [];
  }

  underWay(now: number): Running[] {
    return [...this.running].map(([urn, { operation, since }]) => ({
      operation,
      resource: nameOf(urn),
      seconds: (now - since) / 1000,
    }));
  }

  /** Number of resources that were or would be changed. */
  get changed(): number {
    return [...this.changes.values()].reduce((sum, count) => sum + count, 0);
  }

  private begin(step: Step, now: number): ProgressLine[] {
    if (isShown(step) && step.op !== 'refresh') {
      this.running.set(step.urn, { operation: step.op, since: now });
    }
    return [];
  }

  private end(step: Step, planning: boolean, now: number): ProgressLine[] {
    const started = this.running.get(step.urn);
    this.running.delete(step.urn);
    if (!isResource(step)) return [];
    if (step.op === 'refresh') {
      const isMissed = !step.new && step.old?.delete !== true;
      return isMissed ? [{ kind: 'missing', resource: nameOf(step.urn) }] : [];
    }
    if (!isShown(step)) return [];
    this.changes.set(step.op, (this.changes.get(step.op) ?? 0) + 1);
    const detail = detailOf(step, planning);
    return [
      {
        kind: 'done',
        operation: step.op,
        resource: nameOf(step.urn),
        seconds: started ? (now - started.since) / 1000 : 0,
        ...(detail === undefined ? {} : { detail }),
      },
    ];
  }

  private fail(step: Step, now: number): ProgressLine[] {
    const started = this.running.get(step.urn);
    this.running.delete(step.urn);
    const reason = this.reasons.get(step.urn) ?? 'the provider gave no reason';
    this.reasons.delete(step.urn);
    const seconds = started ? (now - started.since) / 1000 : 0;
    return [{ kind: 'failed', operation: step.op, resource: nameOf(step.urn), seconds, reason }];
  }

  private diagnose(diagnostic: NonNullable<EngineEvent['diagnosticEvent']>): ProgressLine[] {
    const { severity, urn, ephemeral } = diagnostic;
    const text = diagnostic.message.replace(/\n{1,2}$/, '');
    if (severity === 'debug' || ephemeral === true) return [];
    if (severity === 'error' && urn !== undefined && this.running.has(urn)) {
      // Its failure follows, and takes the reason along.
      const earlier = this.reasons.get(urn);
      this.reasons.set(urn, earlier === undefined ? text : `${earlier}\n${text}`);
      return [];
    }
    if (severity === 'info' || severity === 'info#err') return [{ kind: 'program', text }];
    // The engine's own closing words: the failure has been told already.
    if (severity === 'error' && urn === undefined && /^(update|preview) failed$/.test(text)) return [];
    return [{ kind: severity, text, ...(urn === undefined ? {} : { resource: nameOf(urn) }) }];
  }
}

/** A resource of a platform: no component, no provider, and not the stack itself. */
function isResource(step: Step): boolean {
  const custom = step.new?.custom ?? step.old?.custom ?? false;
  return custom && !step.type.startsWith('pulumi:');
}

function isShown(step: Step): boolean {
  return isResource(step) && !quiet.has(step.op);
}

/** Steps that change nothing, or that another step of the same resource tells of. */
const quiet: ReadonlySet<Operation> = new Set([
  'same',
  'replace',
  'read',
  'discard',
  'read-discard',
  'remove-pending-replace',
]);

function nameOf(urn: string): string {
  const { kind, name } = describeUrn(urn);
  return `${kind} ${name}`;
}

function detailOf(step: Step, planning: boolean): string | undefined {
  const keys = step.keys ?? [];
  if (step.op === 'create-replacement' && keys.length > 0) return `replaced: ${keys.join(', ')} changed`;
  const diffs = step.diffs ?? [];
  if (step.op === 'update' && diffs.length > 0) return diffs.join(', ');
  if (planning || step.op !== 'create') return undefined;
  return addressOf(step.new?.outputs ?? {});
}

/** The outputs that tell where a part answers. */
function addressOf(outputs: Record<string, unknown>): string | undefined {
  const value = outputs['url'] ?? outputs['endpoint'] ?? outputs['host'] ?? outputs['cidr'];
  return typeof value === 'string' ? value : undefined;
}
