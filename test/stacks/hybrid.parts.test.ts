import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { Graph, changes } from '../support/engine/graph.ts';
import { register } from '../support/engine/in-process.ts';
import { TestProject } from '../support/engine/project.ts';
import { renderGraph } from '../support/engine/render-graph.ts';
import { isSealed, unwrap } from '../support/standin-provider/values.ts';
import { canariesIn, givenToCloud, toldBy } from './support/canaries.ts';
import { goldenOf } from './support/cloud-stacks.ts';

const project = new TestProject('hybrid');
let graph: Graph;

beforeAll(async () => {
  graph = new Graph(await register(planOf('hybrid')));
});
afterAll(() => project.remove());

test('an update makes both clouds, each by providers of its own account, as the golden file has it', async () => {
  await project.init();
  await project.up();
  const created = new Graph(await project.state());
  expect(renderGraph(created.resources)).toBe(goldenOf('hybrid'));
  expect(created.inputs('pulumi:providers:aws', 'eu-central-1')).toMatchObject({
    allowedAccountIds: '["123456789012"]',
  });
  expect(created.inputs('pulumi:providers:alicloud', 'cn-hangzhou')).toMatchObject({
    assumeRole: expect.stringContaining('acs:ram::1234567890123456:role/skerry-deploy') as string,
  });
  expect(changes(await project.preview())).toEqual([]);
});

test('no secret is told in the open or encoded: in no state, output, ledger or line that is printed', async () => {
  expect(canariesIn(givenToCloud(project))).not.toEqual([]);
  for (const [where, text] of Object.entries(await toldBy(project)))
    expect(canariesIn(text), where).toEqual([]);
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
