import type { IncomingMessage } from 'node:http';
import { startHttpServer, type HttpServer } from '../http-server.ts';
import type { Existing, World } from '../standin-provider/world.ts';

const ACCOUNT = '123456789012';
const GROUP = 'aws:autoscaling/group:Group';
const OBJECT = 'aws:s3/bucketObjectv2:BucketObjectv2';

/**
 * AWS's own APIs over what its stand-in provider has made, by the forms of their references: whose credentials, groups
 * with their instances, what bears a tag. Groups are at once what they are told to be.
 *
 * @param look called before each answer
 */
export async function startWorldApi(
  world: World,
  look: () => void,
): Promise<HttpServer & { actions: string[] }> {
  const actions: string[] = [];
  const instances = new Map<string, string[]>();
  let made = 0;
  const server = await startHttpServer((request, response) => {
    void textOf(request).then((text) => {
      look();
      const target = request.headers['x-amz-target'];
      if (typeof target === 'string') {
        actions.push(target);
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(tagged(world, JSON.parse(text) as TagQuery)));
        return;
      }
      const query = new URLSearchParams(text);
      const action = query.get('Action') ?? '';
      actions.push(action);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(action, query));
    });
  });
  return Object.assign(server, { actions });

  function answer(action: string, query: URLSearchParams): string {
    switch (action) {
      case 'GetCallerIdentity':
        return xml(action, `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ci</Arn>`);
      case 'DescribeAutoScalingGroups':
        return xml(action, `<AutoScalingGroups>${chosen(query).map(describe).join('')}</AutoScalingGroups>`);
      case 'UpdateAutoScalingGroup': {
        const group = byName(query.get('AutoScalingGroupName') ?? '');
        const desiredCapacity = Number(query.get('DesiredCapacity'));
        world.put({ ...group, inputs: { ...group.inputs, desiredCapacity } });
        return xml(action, '');
      }
      case 'TerminateInstanceInAutoScalingGroup': {
        const id = query.get('InstanceId') ?? '';
        for (const [name, ids] of instances)
          instances.set(
            name,
            ids.filter((each) => each !== id),
          );
        return xml(action, '');
      }
      default:
        throw new Error(`nobody asks for ${action} here`);
    }
  }

  function chosen(query: URLSearchParams): Existing[] {
    const name = query.get('AutoScalingGroupNames.member.1');
    if (name !== null) return [byName(name)];
    const stack = query.get('Filters.member.1.Values.member.1') ?? '';
    return groups().filter((group) => tagOf(group, 'skerry:stack') === stack);
  }

  function groups(): Existing[] {
    return world.all().filter(({ type }) => type === GROUP);
  }

  function byName(name: string): Existing {
    const found = groups().find(({ inputs }) => inputs['name'] === name);
    if (!found) throw new Error(`there is no group ${name}`);
    return found;
  }

  function describe(group: Existing): string {
    const { name, minSize, maxSize, desiredCapacity } = group.inputs as Record<string, string | number>;
    const wanted = Number(desiredCapacity ?? minSize);
    const own = (instances.get(String(name)) ?? []).slice(0, wanted);
    while (own.length < wanted) own.push(`i-${String((made += 1)).padStart(17, '0')}`);
    instances.set(String(name), own);
    const members = own.map(
      (id) =>
        `<member><InstanceId>${id}</InstanceId><AvailabilityZone>a</AvailabilityZone>` +
        '<LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus></member>',
    );
    const tags = ['skerry:stack', 'skerry:group'].map(
      (key) => `<member><Key>${key}</Key><Value>${tagOf(group, key) ?? ''}</Value></member>`,
    );
    return (
      `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><MinSize>${minSize}</MinSize>` +
      `<MaxSize>${maxSize}</MaxSize><DesiredCapacity>${wanted}</DesiredCapacity>` +
      `<Instances>${members.join('')}</Instances><Tags>${tags.join('')}</Tags></member>`
    );
  }
}

interface TagQuery {
  TagFilters: { Key: string; Values: string[] }[];
}

function tagged(world: World, { TagFilters }: TagQuery): object {
  const found = world
    .all()
    // Of buckets it tells, not of what is in them.
    .filter(({ type }) => type !== OBJECT)
    .filter((each) => TagFilters.every(({ Key, Values }) => Values.includes(tagOf(each, Key) ?? '')));
  return {
    PaginationToken: '',
    ResourceTagMappingList: found.map(({ id }) => ({ ResourceARN: `arn:aws:::${id}`, Tags: [] })),
  };
}

/** Groups carry theirs as a list. */
function tagOf({ inputs }: Existing, key: string): string | undefined {
  const { tags } = inputs as { tags?: Record<string, string> | { key: string; value: string }[] };
  if (Array.isArray(tags)) return tags.find((tag) => tag.key === key)?.value;
  return tags?.[key];
}

function xml(action: string, result: string): string {
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
