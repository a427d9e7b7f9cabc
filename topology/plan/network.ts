import { networkLimits } from '../catalog/limits.ts';
import { below } from '../diagnostics/pointer.ts';
import type { RegionEntry } from '../site-index.ts';
import type { NetworkNode } from './plan.ts';
import { layOutSubnets } from './subnets.ts';

export function planNetwork({ name, platform, pointer, value }: RegionEntry): NetworkNode {
  const { cidr, zones } = value.network;
  const subnets =
    platform === 'local' || cidr === undefined
      ? zones.map((zone) => ({ zone }))
      : layOutSubnets(cidr, zones, networkLimits.rows[platform].subnet);
  return {
    id: `${name}/network`,
    kind: 'network',
    region: name,
    origin: below(pointer, 'network'),
    ...(cidr !== undefined && { cidr }),
    subnets,
  };
}
