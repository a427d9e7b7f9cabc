import { capacityCases } from '../cases/capacity.ts';
import { encryptionCases } from '../cases/encryption.ts';
import { exposureCases } from '../cases/exposure.ts';
import { hostKeysCases, identityCases } from '../cases/identity.ts';
import { loadBalancerCases } from '../cases/load-balancer.ts';
import { networkCases } from '../cases/network.ts';
import { upkeepCases } from '../cases/upkeep.ts';
import type { Cases, Platform, Scene } from './case.ts';

export const cases: Cases = {
  ...capacityCases,
  ...networkCases,
  ...loadBalancerCases,
  ...exposureCases,
  ...encryptionCases,
  ...identityCases,
  ...hostKeysCases,
  ...upkeepCases,
};

export interface NamedScene {
  /** `capacity/bounds-in-order/aws/violating/0` */
  name: string;
  policy: string;
  platform: Platform;
  isViolating: boolean;
  scene: Scene;
}

export const scenes: NamedScene[] = Object.entries(cases).flatMap(([policy, byPlatform]) =>
  Object.entries(byPlatform).flatMap(([platform, { violating, conforming }]) => [
    ...violating.map((scene, at) => named(policy, platform as Platform, true, scene, at)),
    ...conforming.map((scene, at) => named(policy, platform as Platform, false, scene, at)),
  ]),
);

function named(
  policy: string,
  platform: Platform,
  isViolating: boolean,
  scene: Scene,
  at: number,
): NamedScene {
  const name = `${policy}/${platform}/${isViolating ? 'violating' : 'conforming'}/${at}`;
  return { name, policy, platform, isViolating, scene };
}
