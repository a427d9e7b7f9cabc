import { below } from '../../diagnostics/pointer.ts';
import { overlaps, parseCidr } from '../../network/cidr.ts';
import { rule } from '../check.ts';
import { freeRange } from './cidr.ts';

export const cidrOverlap = rule(
  'network/cidr-overlap',
  'no two networks of the site overlap',
  function* ({ index }) {
    const networks = index.regions.flatMap((region) => {
      const text = region.value.network.cidr;
      const cidr = text === undefined ? undefined : parseCidr(text);
      return text !== undefined && cidr && !('problem' in cidr) ? [{ region, text, cidr }] : [];
    });
    for (const [position, network] of networks.entries()) {
      const earlier = networks.slice(0, position).find((other) => overlaps(other.cidr, network.cidr));
      if (!earlier) continue;
      yield {
        pointer: below(network.region.pointer, 'network', 'cidr'),
        message: `${network.text} overlaps the network of ${earlier.region.name}`,
        ...(network.region.platform !== 'local' && { fix: freeRange(index) }),
        related: [
          {
            pointer: below(earlier.region.pointer, 'network', 'cidr'),
            message: `${earlier.region.name} has ${earlier.text}`,
          },
        ],
      };
    }
  },
);
