import fc from 'fast-check';
import { analyse } from '../../topology/analyse.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import type { Written } from './sites/group.ts';
import { sites } from './sites/site.ts';
import { stackFileOf } from './sites/text.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

export interface Accepted {
  site: Written;
  text: string;
  plan: Plan;
}

/** The first so many generated sites of a seed that the checks accept, if with warnings, and what the others are refused for. */
export function acceptedSites(count: number, seed: number) {
  const accepted: Accepted[] = [];
  const refusals = new Map<string, number>();
  // Most are accepted: a generator that knew too little of the words would show in this bound.
  for (const site of fc.sample(sites, { numRuns: 2 * count, seed })) {
    if (accepted.length === count) break;
    const text = stackFileOf(site);
    const { diagnostics, plan } = analyse({ path: 'stacks/Pulumi.generated.yaml', text, now: NOW });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    for (const code of new Set(errors.map((each) => each.code))) {
      refusals.set(code, (refusals.get(code) ?? 0) + 1);
    }
    if (plan) accepted.push({ site, text, plan });
  }
  return { accepted, refusals };
}
