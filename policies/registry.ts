import { capacity } from './capacity/policies.ts';
import { cost } from './cost/policies.ts';
import { durability } from './durability/policies.ts';
import { encryption } from './encryption/policies.ts';
import { exposure } from './exposure/policies.ts';
import { identity } from './identity/policies.ts';
import { loadBalancer } from './load-balancer/policies.ts';
import { network } from './network/policies.ts';
import type { Policy } from './policy.ts';
import { tagging } from './tagging/policies.ts';

/** All policies, by family. */
export const policies: readonly Policy[] = [
  ...capacity,
  ...network,
  ...loadBalancer,
  ...exposure,
  ...encryption,
  ...identity,
  ...durability,
  ...cost,
  ...tagging,
];
