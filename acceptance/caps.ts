import { formatMoney, type Estimate, type Money } from './price/estimate.ts';

/** What a run may use at most. */
export interface Caps {
  /** From its beginning until it begins to take everything down, which takes as long as it takes. */
  minutes: number;
  /** Resources of the clouds, or parts on this machine. */
  resources: number;
  /** By currency; a currency that is not named has no limit. */
  price: Money[];
  /** Go on where parts of the estimate have no price. */
  unpriced: boolean;
}

/** A step of `skerry preview --json`. */
export interface PlannedStep {
  operation: string;
  type: string;
  urn: string;
}

/** Why a plan may not be carried out; empty: it may. @param instances that its groups may have, all of them at their max */
export function judgePlan(
  steps: readonly PlannedStep[],
  instances: number,
  caps: Pick<Caps, 'resources'>,
): string[] {
  const count = countResources(steps) + instances;
  if (count <= caps.resources) return [];
  return [
    `${countResources(steps)} resources and up to ${instances} instances would be made; --max-resources allows ${caps.resources}`,
  ];
}

/** A step that shows that there is something already under the name of a run; `undefined`: all would be new. */
export function whatExists(steps: readonly PlannedStep[]): PlannedStep | undefined {
  return steps.find(({ operation }) => operation !== 'create');
}

/** Components and providers are names within the engine, and nothing that exists. */
export function countResources(steps: readonly PlannedStep[]): number {
  return steps.filter(({ type }) => !/^(skerry:index:|pulumi:)/.test(type)).length;
}

/** Why an estimate may not be accepted; empty: it may. */
export function judgeEstimate({ most, unpriced }: Estimate, { price, unpriced: accepted }: Caps): string[] {
  const problems = price.flatMap((limit) => {
    const sum = most.find(({ currency }) => currency === limit.currency);
    if (!sum || sum.amount <= limit.amount) return [];
    return [`up to ${formatMoney(sum)} would be spent; --max-price allows ${formatMoney(limit)}`];
  });
  if (unpriced.length > 0 && !accepted) {
    problems.push(
      `${unpriced.join(', ')}: no price is known, so that no cap holds; --prices FILE gives it, --unpriced goes on without`,
    );
  }
  return problems;
}
