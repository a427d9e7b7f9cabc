import { refused } from '../cli/failure.ts';
import { note } from '../cli/output/note.ts';
import type { Plan } from '../topology/plan/plan.ts';
import { countResources, judgeEstimate, judgePlan, whatExists, type Caps, type PlannedStep } from './caps.ts';
import { estimate, formatSum } from './price/estimate.ts';
import type { PriceTable } from './price/price-list.ts';
import { renderEstimate } from './report/render.ts';
import type { Journal, Step } from './run/perform.ts';
import { skerryJson, type SkerryCall } from './tools/skerry.ts';

export interface Intent {
  run: string;
  plan: Plan;
  caps: Caps;
  prices: PriceTable[];
  call: SkerryCall;
}

export interface Answers {
  /** Told what is there already under the run's name: none of it is the run's. */
  exists: (what: string) => void;
  consent: (question: string) => Promise<boolean>;
}

/** What the run would make and cost, held against its caps and accepted by somebody, before anything is made. */
export function estimateStep(
  { run, plan, caps, prices, call }: Intent,
  journal: Journal,
  { exists, consent }: Answers,
): Step {
  return {
    name: 'estimate',
    run: async (signal) => {
      const price = estimate(plan, caps.minutes, prices);
      await journal.update((report) => ({ ...report, estimate: price }));
      note(renderEstimate(price).join('\n'));
      const dear = judgeEstimate(price, caps);
      if (dear.length > 0) throw refused(dear.join('; '));

      const { steps } = await skerryJson<{ steps: PlannedStep[] }>(['preview', run], { ...call, signal });
      const there = whatExists(steps);
      if (there) {
        const what = `${run} is there already, and is not this run's (${there.operation} ${there.urn})`;
        exists(what);
        throw refused(what, 'run again, under another name');
      }
      const groups = plan.regions.flatMap((region) => region.groups);
      const instances = groups.reduce((sum, { capacity }) => sum + capacity.max, 0);
      const large = judgePlan(steps, instances, caps);
      if (large.length > 0) throw refused(large.join('; '));

      const size = `${countResources(steps)} resources, up to ${instances} instances, up to ${formatSum(price.most)}`;
      if (!(await consent(`Make ${size}, for at most ${caps.minutes} min?`))) throw refused('declined');
      return [size];
    },
  };
}
