import type { Stack } from '../../cli/stack/open.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import type { SkerryCall } from '../tools/skerry.ts';
import { CloudLive } from './clouds.ts';
import { LocalLive } from './local.ts';
import type { Live } from './live.ts';

export function openLive(stack: Stack, plan: Plan, call: SkerryCall): Live {
  return stack.local ? new LocalLive(stack, call) : new CloudLive(stack, plan, call.env);
}
