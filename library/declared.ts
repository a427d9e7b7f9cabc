import { type Input, type Output, type Resource, log, output } from '@pulumi/pulumi';
import { type CheckOptions, checkSite } from '../topology/check-site.ts';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { isWithin, SITE } from '../topology/diagnostics/pointer.ts';
import type { Plan } from '../topology/plan/plan.ts';
import { planSite } from '../topology/plan/site.ts';
import type { Site } from '../topology/schema/site.ts';
import { indexSite } from '../topology/site-index.ts';
import { type Late, withKnown, withoutLate } from './late.ts';
import { type Places, RefusedError, refusalOf } from './refused.ts';

/** The part of a site that a component's arguments stand for. */
export interface Declared {
  /** For messages: `ScalingGroup workers`. */
  subject: string;
  /** With the words of `skerry:site`; some of them may be Inputs. */
  site: object;
  places: Places;
  options: Omit<CheckOptions, 'now'>;
  /** What the words can't say of the arguments, found already. */
  findings?: readonly Finding[];
}

export interface Accepted {
  /** Where something isn't known yet, this has a placeholder. */
  plan: Plan;
  /** A late value, once all late values of the component are checked together; `undefined` where it isn't late. */
  late: <T>(pointer: Pointer) => Output<T> | undefined;
}

/**
 * Holds a component's arguments to the checks of stack files: what is known at once, and everything once more when the
 * rest becomes known. Whatever is made with a late value waits for that.
 *
 * @throws RefusedError with all that is wrong so far; later, the late values do, and with them the update
 */
export function accept(declared: Declared, resource: Resource): Accepted {
  const late: Late = new Map();
  const site = withoutLate(declared.site, SITE, late);
  const options = { ...declared.options, now: new Date() };
  const { findings } = checkSite(site, options);
  const known = [...(declared.findings ?? []), ...findings].filter((finding) => !concerns(finding, late));
  refuse(declared, known, resource);
  for (const { code, message } of known) void log.warn(`${message} (${code})`, resource);

  const settled = settle(declared, late, resource);
  const index = indexSite(site as Site, options.software);
  return {
    plan: planSite(site as Site, options.stack, index),
    late: <T>(pointer: Pointer) =>
      late.has(pointer) ? settled.apply((values) => values.get(pointer) as T) : undefined,
  };
}

/** The late values, after the checks. */
function settle(declared: Declared, late: Late, resource: Resource): Output<Map<Pointer, unknown>> {
  const pointers = [...late.keys()];
  return output([...late.values()] as Input<unknown>[]).apply((values) => {
    const known = new Map(pointers.map((pointer, position) => [pointer, values[position]]));
    const site = withKnown(declared.site, SITE, known);
    refuse(declared, checkSite(site, { ...declared.options, now: new Date() }).findings, resource);
    return known;
  });
}

function refuse({ subject, places }: Declared, findings: readonly Finding[], resource: Resource): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new RefusedError(
    subject,
    errors.map((finding) => refusalOf(finding, places)),
    resource,
  );
}

/** Whether a finding speaks of something that a placeholder stands for. */
function concerns({ pointer, related = [] }: Finding, late: Late): boolean {
  const places = [pointer, ...related.map((other) => other.pointer)];
  return [...late.keys()].some((unknown) => places.some((place) => isWithin(place, unknown)));
}
