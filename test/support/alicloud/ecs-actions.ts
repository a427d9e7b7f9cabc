import type { EssInstance, EssModel } from './ess-model.ts';
import { noInstance } from './ess-parts.ts';
import { invalid, type RpcActions } from './rpc-server.ts';

const VERSION = '2014-05-26';

/** ECS by its documentation of 2014-05-26, as far as attaching asks it. */
export function ecsActions(model: EssModel): RpcActions {
  return {
    /** Ids that are nobody's are no error. */
    [`${VERSION}/DescribeInstances`]: (params) => {
      const ids = JSON.parse(params.required('InstanceIds')) as string[];
      const region = params.required('RegionId');
      const size = params.number('PageSize') ?? 10;
      if (ids.length > 100) throw invalid('InstanceIds', ids.join());
      const found = ids.flatMap((id) => model.instances.get(id) ?? []);
      const here = found.filter((instance) => instance.region === region);
      return { TotalCount: here.length, Instances: { Instance: here.slice(0, size).map(describe) } };
    },

    [`${VERSION}/TagResources`]: (params) => {
      if (params.required('ResourceType') !== 'instance') throw invalid('ResourceType', '');
      const [key, value] = [params.required('Tag.1.Key'), params.required('Tag.1.Value')];
      const ids = params.list('ResourceId');
      if (ids.length === 0 || ids.length > 50) throw invalid('ResourceId', ids.join());
      for (const id of ids) (model.instances.get(id) ?? noInstance(id)).tags[key] = value;
      return {};
    },
  };
}

function describe({ id, zone, vpc, running, image, type, tags }: EssInstance): object {
  return {
    InstanceId: id,
    ZoneId: zone,
    Status: running ? 'Running' : 'Stopped',
    ImageId: image,
    InstanceType: type,
    VpcAttributes: { VpcId: vpc },
    Tags: { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
  };
}
