import { below } from '../../diagnostics/pointer.ts';
import { formatCidr, overlaps, parseCidr } from '../../network/cidr.ts';
import { nextFree, nextFreeLoopback } from '../../network/free.ts';
import { rule } from '../check.ts';

export const cidrOverlap = rule({
  code: 'network/cidr-overlap',
  summary: 'no two networks of the site overlap',
  why: 'Networks that overlap can never be linked, and an address in both is reached in neither: it shows on the day of the link, when all is full of instances.',
  allowed: 'Ranges that share no address.',
  fix: 'Take the next free range.',
  exemptible: true,
  *run({ index }) {
    const networks = index.regions.flatMap((region) => {
      const text = region.value.network.cidr;
      const cidr = text === undefined ? undefined : parseCidr(text);
      return text !== undefined && cidr && !('problem' in cidr) ? [{ region, text, cidr }] : [];
    });
    for (const [position, network] of networks.entries()) {
      const earlier = networks.slice(0, position).find((other) => overlaps(other.cidr, network.cidr));
      if (!earlier) continue;
      const others = networks.filter((other) => other !== network).map((other) => other.cidr);
      const free =
        network.region.platform === 'local'
          ? nextFreeLoopback(network.cidr, others)
          : nextFree(network.cidr, others);
      yield {
        pointer: below(network.region.pointer, 'network', 'cidr'),
        message: `${network.text} overlaps the network of ${earlier.region.name}`,
        fix: free ? formatCidr(free) : 'a smaller range, for which there is still room',
        related: [
          {
            pointer: below(earlier.region.pointer, 'network', 'cidr'),
            message: `${earlier.region.name} has ${earlier.text}`,
          },
        ],
      };
    }
  },
});
