import type { Stack } from '../../cli/stack/open.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import type { SkerryCall } from '../tools/skerry.ts';
import { LocalLive } from './local.ts';
import type { Live } from './live.ts';

export function openLive(stack: Stack, _plan: Plan, call: SkerryCall): Live {
  return new LocalLive(stack, call);
}
