import type { TellOptions } from '../check/tell-reports.ts';
import { policiesOfState } from '../policies/deployed.ts';

/** `skerry policies`: what of a deployed stack violates policies. */
export const policies = (name: string, options: TellOptions): Promise<number> =>
  policiesOfState(name, options);
