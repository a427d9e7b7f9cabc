import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { Graph } from '../support/engine/graph.ts';
import { register } from '../support/engine/in-process.ts';
import { TestProject } from '../support/engine/project.ts';
import { isSealed, unwrap } from '../support/standin-provider/values.ts';

const project = new TestProject('hybrid');
let graph: Graph;

beforeAll(async () => {
  graph = new Graph(await register(planOf('hybrid')));
});
afterAll(() => project.remove());

test('a preview shows both clouds, each by providers of its own account', async () => {
  await project.init();
  const steps = await project.preview();
  expect(new Set(steps.map(({ op }) => op))).toEqual(new Set(['create']));
  const previewed = Graph.ofPreview(steps);
  expect(previewed.counts()).toEqual(graph.counts());
  expect(previewed.inputs('pulumi:providers:aws', 'eu-central-1')).toMatchObject({
    allowedAccountIds: '["123456789012"]',
  });
  expect(previewed.inputs('pulumi:providers:alicloud', 'cn-hangzhou')).toMatchObject({
    assumeRole: expect.stringContaining('acs:ram::1234567890123456:role/skerry-deploy') as string,
  });
});

describe("the sync on AWS writes Alibaba's bucket", () => {
  const name = 'eu-central-1/mirror-sync';
  const settings = () => {
    const { userData } = graph.inputs('aws:ec2/launchTemplate:LaunchTemplate', name);
    const text = Buffer.from(String(unwrap(userData)), 'base64').toString();
    const { write_files: files } = JSON.parse(text.slice(text.indexOf('\n'))) as {
      write_files: { path: string; content: string }[];
    };
    const boot = files.find(({ path }) => path === '/etc/skerry/boot.json')?.content;
    return JSON.parse(boot ?? '') as {
      parameters: Record<string, string>;
      instance: { settings: { publishTo: { id: string; store: Record<string, unknown> }[] } };
    };
  };

  test('over its own public name, beside the near one in its own cloud', () => {
    const { publishTo } = settings().instance.settings;
    expect(publishTo.map(({ id, store }) => [id, store['dialect'], store['endpoint']])).toEqual([
      ['eu-central-1/mirror', 's3', 'https://s3.eu-central-1.amazonaws.com'],
      ['cn-hangzhou/mirror', 'oss', 'https://oss-hz.example.cn'],
    ]);
    expect(publishTo[0]?.store).not.toHaveProperty('credentialsFile');
    expect(publishTo[1]?.store).toMatchObject({
      credentialsFile: '/run/skerry/foreign-key',
      ownHost: true,
    });
  });

  test('with a key for that bucket alone, which stays sealed and in memory', () => {
    expect(settings().parameters).toMatchObject({
      '/skerry/hybrid/eu-central-1/foreign-key': '/run/skerry/foreign-key',
    });
    const parameter = graph.inputs('aws:ssm/parameter:Parameter', 'eu-central-1/foreign-key');
    expect(isSealed(parameter['value'])).toBe(true);
    const policy = graph.inputs('alicloud:ram/policy:Policy', `${name}/oss`)['policyDocument'];
    expect(String(policy)).toContain('oss:PutObject');
    expect(String(policy)).toContain('hybrid-cn-hangzhou-mirror');
    expect(String(policy)).not.toContain('"*"');
  });

  test('and its role on AWS speaks of no bucket but those of AWS', () => {
    const { policy } = graph.inputs('aws:iam/rolePolicy:RolePolicy', name);
    expect(String(policy)).toContain('hybrid-eu-central-1-mirror');
    expect(String(policy)).not.toContain('hybrid-cn-hangzhou');
  });
});

test('no network of one cloud is joined to one of the other', () => {
  const joining = graph.resources.filter(({ type }) =>
    /vpn|peering|transit|cen\/|expressConnect/i.test(type),
  );
  expect(joining).toEqual([]);
});
