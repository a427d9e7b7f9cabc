import { ResourceError, type Resource } from '@pulumi/pulumi';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { isWithin, keysOf } from '../topology/diagnostics/pointer.ts';

/** What a place in the checked site is called in a component's arguments: `''` are the arguments themselves. */
export type Places = readonly { pointer: Pointer; label: string }[];

/** One thing that is wrong with a component's arguments. */
export interface Refusal {
  /** Stable: `capacity/min-exceeds-max`. What it means: `skerry explain CODE` in a clone, or docs/codes.md. */
  code: string;
  /** Where in the arguments: `capacity.min`, `rules[0].target`. */
  argument: string;
  message: string;
  fix?: string;
}

/**
 * A component's arguments are refused, with all that is wrong with them. The engine prints the message at the component,
 * without a stack trace.
 */
export class RefusedError extends ResourceError {
  override readonly name = 'RefusedError';
  readonly refusals: readonly Refusal[];

  constructor(subject: string, refusals: readonly Refusal[], resource?: Resource) {
    super(`${subject} is refused\n\n${refusals.map(told).join('\n')}`, resource, true);
    this.refusals = refusals;
    // Of an error that comes after the program's last line, Pulumi's SDK prints the stack where there is one.
    this.stack = '';
  }
}

export function refusalOf(finding: Finding, places: Places): Refusal {
  const { code, message, related = [], allowed, fix } = finding;
  const notes = related.map((other) => `${other.message} (${argumentOf(other.pointer, places)})`);
  return {
    code,
    argument: argumentOf(finding.pointer, places),
    message: [message, ...notes, ...(allowed === undefined ? [] : [`allowed: ${allowed}`])].join('; '),
    ...(fix !== undefined && { fix }),
  };
}

/** By the innermost place that it lies in. */
function argumentOf(pointer: Pointer, places: Places): string {
  const [place] = places
    .filter((one) => isWithin(pointer, one.pointer))
    .toSorted((a, b) => b.pointer.length - a.pointer.length);
  const keys = keysOf(pointer.slice(place?.pointer.length ?? 0));
  const path = keys.reduce((left, key) => (/^\d+$/.test(key) ? `${left}[${key}]` : `${left}.${key}`), '');
  return `${place?.label ?? ''}${path}`.replace(/^\./, '') || 'its arguments';
}

function told({ code, argument, message, fix }: Refusal): string {
  return [`  ${argument}  ${code}`, `    ${message}`, ...(fix === undefined ? [] : [`    fix: ${fix}`])].join(
    '\n',
  );
}
