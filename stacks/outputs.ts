import { type Output, interpolate } from '@pulumi/pulumi';
import type { Site } from '../components/site.ts';
import type { Plan } from '../topology/plan/plan.ts';

/** What a stack tells other programs and `skerry status`: the same on every platform. */
export interface StackOutputs {
  endpoints: {
    /** Base URL of the edge `mirrors`: what goes into `composer config repositories`. */
    mirror?: Output<string>;
    /** Base URL of the edge `files`. */
    files?: Output<string>;
    /** The mirror's status page. */
    status?: Output<string>;
    /** Base URL of git over HTTP(S). */
    gitHttp?: Output<string>;
    /** `ssh://git@host:port` */
    gitSsh?: Output<string>;
  };
  /** Names in their stores, by the plan's ids. */
  buckets: Record<string, Output<string>>;
  /** The platforms' own ids, by the plan's. */
  groups: Record<string, Output<string>>;
}

export function stackOutputs(site: Site, plan: Plan): StackOutputs {
  const mirror = site.edges.get('mirrors')?.url;
  const files = site.edges.get('files')?.url;
  const regions = [...site.regions.values()];
  return {
    endpoints: {
      ...(mirror && { mirror, status: interpolate`${mirror}/status` }),
      ...(files && { files }),
      ...gitEndpoints(site, plan),
    },
    buckets: collect(
      regions.flatMap((region) => [...region.buckets]).map(([id, { bucketName }]) => [id, bucketName]),
    ),
    groups: collect(
      regions.flatMap((region) => [...region.groups]).map(([id, { groupId }]) => [id, groupId]),
    ),
  };
}

/** Of the first balancer in front of a group that runs git. */
function gitEndpoints(site: Site, plan: Plan): Pick<StackOutputs['endpoints'], 'gitHttp' | 'gitSsh'> {
  const groups = plan.regions.flatMap((region) => region.groups);
  const isGit = (id: string) => groups.some((group) => group.id === id && group.workload === 'git');
  const node = plan.regions.flatMap((region) => region.loadBalancers).find(({ group }) => isGit(group));
  const host = node && site.regions.get(node.region)?.loadBalancers.get(node.id)?.host;
  if (!host) return {};
  const port = (protocol: string) => node.listeners.find((one) => one.protocol === protocol)?.port;
  const [https, http, ssh] = [port('https'), port('http'), port('ssh')];
  return {
    ...(https !== undefined
      ? { gitHttp: interpolate`https://${host}${https === 443 ? '' : `:${https}`}` }
      : http !== undefined && { gitHttp: interpolate`http://${host}${http === 80 ? '' : `:${http}`}` }),
    ...(ssh !== undefined && { gitSsh: interpolate`ssh://git@${host}${ssh === 22 ? '' : `:${ssh}`}` }),
  };
}

function collect(entries: [string, Output<string>][]): Record<string, Output<string>> {
  return Object.fromEntries(entries);
}
