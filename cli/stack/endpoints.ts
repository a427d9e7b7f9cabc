import type { Plan } from '../../topology/plan/plan.ts';

/** Where a stack answers; the names are those of the program's outputs. */
export interface Endpoints {
  /** Base URL of the edge `mirrors`: what goes into `composer config repositories`. */
  mirror?: string;
  /** Base URL of the edge `files`. */
  files?: string;
  /** The mirror's status page. */
  status?: string;
  gitHttp?: string;
  gitSsh?: string;
}

const names = ['mirror', 'files', 'status', 'gitHttp', 'gitSsh'] as const;

/** The endpoints among a stack's outputs; what isn't a URL (a secret, an unknown) is left out. */
export function endpointsOf(outputs: Record<string, unknown>): Endpoints {
  const value = outputs['endpoints'];
  if (typeof value !== 'object' || value === null) return {};
  const endpoints: Endpoints = {};
  for (const name of names) {
    const url = (value as Record<string, unknown>)[name];
    if (typeof url === 'string') endpoints[name] = url;
  }
  return endpoints;
}

/** Where clients of a stack in the clouds reach its edges, by the names that its file gives them. */
export function plannedEndpoints({ cdn }: Plan): Endpoints {
  const url = (edge: 'mirrors' | 'files') => {
    const hostname = cdn.find(({ name }) => name === edge)?.hostname;
    return hostname === undefined ? undefined : `https://${hostname}`;
  };
  const [mirror, files] = [url('mirrors'), url('files')];
  return {
    ...(mirror === undefined ? {} : { mirror, status: `${mirror}/status` }),
    ...(files === undefined ? {} : { files }),
  };
}
