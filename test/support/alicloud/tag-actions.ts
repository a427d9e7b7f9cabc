import type { Beneath } from './account.ts';
import type { EssModel } from './ess-model.ts';
import type { RpcActions } from './rpc-server.ts';

/** The most that one page tells here, so that few resources already fill several. */
const PAGE = 2;

/** The tag service of 2018-08-28. */
export function tagActions(tagged: Beneath['tagged']): RpcActions {
  return {
    '2018-08-28/ListTagResources': (params) => {
      const region = params.required('RegionId');
      params.number('PageSize');
      const wanted = Object.entries(JSON.parse(params.required('Tags')) as Record<string, string>);
      const found = tagged(wanted).map((name) => ({
        ResourceARN: `arn:acs:ess:${region}:1234567890123456:${name}`,
      }));
      const start = Number(params.text('NextToken') ?? 0);
      const next = start + PAGE < found.length ? { NextToken: String(start + PAGE) } : { NextToken: '' };
      return { TagResources: found.slice(start, start + PAGE), ...next };
    },
  };
}

/** As far as groups are concerned. */
export function groupsTagged(model: EssModel, wanted: Parameters<Beneath['tagged']>[0]): string[] {
  return [...model.groups.values()]
    .filter(({ tags }) => wanted.every(([key, value]) => tags[key] === value))
    .map(({ id }) => `scalinggroup/${id}`);
}
