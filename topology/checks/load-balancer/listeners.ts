import { below } from '../../diagnostics/pointer.ts';
import type { Listener } from '../../plan/plan.ts';
import type { LoadBalancer } from '../../schema/load-balancer.ts';
import { either } from '../../diagnostics/show.ts';
import type { GroupEntry, RegionEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

/** What each workload answers. */
const protocols: Record<NonNullable<GroupEntry['workload']>, Listener['protocol'][]> = {
  'mirror-sync': [],
  'mirror-serve': ['http', 'https'],
  git: ['http', 'https', 'ssh'],
  own: ['http', 'https', 'ssh'],
};

export const listenerChecks: Check[] = [
  rule({
    code: 'lb/port-duplicate',
    summary: "a load balancer's listeners have a port each",
    why: "Two listeners can't have one port: the second is refused after the first is there.",
    allowed: 'A port of its own for each listener of a balancer.',
    fix: 'Give one of them another port.',
    *run({ index }) {
      for (const { pointer, value } of index.loadBalancers.values()) {
        const all = listenersOf(value);
        for (const [position, { protocol, port }] of all.entries()) {
          const first = all.slice(0, position).find((other) => other.port === port);
          if (!first) continue;
          yield {
            pointer: below(pointer, 'listeners', protocol),
            message: `${protocol} and ${first.protocol} both listen on ${port}`,
            fix: 'a port of its own',
            related: [
              { pointer: below(pointer, 'listeners', first.protocol), message: `${first.protocol} is here` },
            ],
          };
        }
      }
    },
  }),
  rule({
    code: 'lb/port-privileged',
    summary: 'on local, ports are 1024 or higher',
    why: "An ordinary user can't bind such a port: the balancer would not start.",
    allowed: '1024 to 65535 on local.',
    fix: 'Add 8000, or any free port.',
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform !== 'local') continue;
        for (const { protocol, port } of listenersOf(value)) {
          if (port >= 1024) continue;
          yield {
            pointer: below(pointer, 'listeners', protocol),
            message: `an ordinary user of this machine can't bind port ${port}`,
            allowed: '1024 to 65535 on local',
            fix: `${port + 8000}`,
          };
        }
      }
    },
  }),
  rule({
    code: 'lb/protocol-of-workload',
    summary: 'a load balancer has the listeners that its group answers',
    why: 'Nothing on the instances answers there: the health check may be green while every client of that port gets a closed connection.',
    allowed: 'http and https for mirror-serve; also ssh for git; none for mirror-sync.',
    fix: 'Take a listener that the workload answers, or the group that answers it.',
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const workload = index.groups.get(`${region.name}/${value.group}`)?.workload;
        if (!workload) continue;
        const free = protocols[workload].find((protocol) => value.listeners[protocol] === undefined);
        const other = groupThatAnswers(index, region);
        for (const { protocol, port } of listenersOf(value)) {
          if (protocols[workload].includes(protocol)) continue;
          yield {
            pointer: below(pointer, 'listeners', protocol),
            at: 'key',
            message: `${workload}, which ${value.group} runs, doesn't answer ${protocol}`,
            allowed:
              protocols[workload].length > 0
                ? either(protocols[workload])
                : `none: ${workload} serves nobody`,
            fix: free
              ? `${free}: ${port}`
              : other(protocol)
                ? `group: ${other(protocol)}`
                : `leave ${protocol} out`,
          };
        }
      }
    },
  }),
];

/** Name of a group of the region whose workload answers a protocol. */
const groupThatAnswers = (index: SiteIndex, region: RegionEntry) => (protocol: Listener['protocol']) =>
  [...index.groups.values()].find(
    (group) => group.region === region && group.workload && protocols[group.workload].includes(protocol),
  )?.name;

/** The listeners in the order of the file. */
export function listenersOf({ listeners }: LoadBalancer): Listener[] {
  return (Object.entries(listeners) as [Listener['protocol'], number][]).map(([protocol, port]) => ({
    protocol,
    port,
  }));
}
