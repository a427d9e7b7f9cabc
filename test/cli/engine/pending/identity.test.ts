import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alicloudIdentities } from '../../../../cli/engine/pending/alicloud.ts';
import { awsIdentities } from '../../../../cli/engine/pending/aws.ts';
import { lookUp, named, type Identity } from '../../../../cli/engine/pending/identity.ts';

const idOf = (identity: Identity, inputs: Record<string, unknown>): string | undefined =>
  identity.kind === 'named' ? identity.id(inputs) : undefined;
const callOf = (identity: Identity, inputs: Record<string, unknown>) =>
  identity.kind === 'lookUp' ? identity.call(inputs) : undefined;

describe('what a resource is named by', () => {
  it('is made of its inputs', () => {
    const identity = named('{zoneId}_{name}_{type}');
    expect(idOf(identity, { zoneId: 'Z1', name: 'a.example', type: 'A' })).toBe('Z1_a.example_A');
    expect(idOf(named('{port}'), { port: 22 })).toBe('22');
  });

  it.each([
    ['is not given', undefined],
    ['is not known yet', '04da6b54-80e4-46f7-96ec-b56ff0331ba9'],
    ['is a secret of a preview', '[secret]'],
    ['is a secret of a state', { '4dabf18193072939515e22adb298388d': '1b47', ciphertext: 'v1:' }],
  ])('can not be told where one of them %s', (_, name) => {
    expect(idOf(named('{name}'), { name })).toBeUndefined();
    expect(callOf(lookUp('f', { name: '{name}' }), { name })).toBeUndefined();
    expect(callOf(lookUp('f', { names: [{ of: '{name}' }] }), { name })).toBeUndefined();
  });

  it('is asked for as a whole where a list takes an expression', () => {
    const call = callOf(lookUp('f', { nameRegex: '{name}', vpcId: '{vpcId}' }), { name: 'a.b', vpcId: 'v' });
    expect(call).toEqual({ token: 'f', args: { nameRegex: '^a\\.b$', vpcId: 'v' } });
  });

  it('may be a tag, whose name has a colon', () => {
    const args = { values: ['{tags.skerry:stack}'] };
    expect(callOf(lookUp('f', args), { tags: { 'skerry:stack': 'prod' } })?.args).toEqual({
      values: ['prod'],
    });
  });
});

const tables = Object.entries({ ...alicloudIdentities, ...awsIdentities });
const questions = tables.flatMap(([type, identity]) => {
  // Any input has a value.
  const inputs = new Proxy(
    {},
    { get: (_, name) => (name === 'tags' ? { 'skerry:stack': 's', Name: 'n' } : 'x') },
  );
  const call = callOf(identity, inputs);
  return call ? [[type, call.token, Object.keys(call.args)] as const] : [];
});

describe('the functions that are asked', () => {
  it('are there for both clouds', () => {
    expect(questions.length).toBeGreaterThan(30);
  });

  it.each(questions)('of %s: %s, and its arguments, are those of the installed SDK', (_, token, names) => {
    const [cloud = '', path = '', name = ''] = token.split(':');
    const file = join(import.meta.dirname, '../../../../node_modules/@pulumi', cloud, `${path}.d.ts`);
    expect(existsSync(file), file).toBe(true);
    const text = readFileSync(file, 'utf8').replace(/\/\*\*[^]*?\*\//g, '');
    expect(text).toContain(`function ${name}(`);
    const args = /interface \w+Args \{([^]*?)\n\}/.exec(text)?.[1] ?? '';
    for (const given of names) expect(args).toMatch(new RegExp(`^\\s*${given}\\??:`, 'm'));
  });
});

describe('what is picked from an answer', () => {
  const pick = (type: string, answer: Record<string, unknown>, inputs: Record<string, unknown>): string[] => {
    const identity = awsIdentities[type] ?? alicloudIdentities[type];
    return identity?.kind === 'lookUp' ? identity.ids(answer, inputs) : [];
  };
  const arns = (...ends: string[]) => ({
    resourceTagMappingLists: ends.map((end) => ({ resourceArn: `arn:aws:${end}`, tags: {} })),
  });

  it.each([
    ['aws:ec2/vpc:Vpc', ['ec2:r:1:vpc/vpc-1', 'ec2:r:1:vpc-endpoint/vpce-1'], {}, ['vpc-1']],
    [
      'aws:lb/loadBalancer:LoadBalancer',
      ['elasticloadbalancing:r:1:loadbalancer/net/a-git/1', 'elasticloadbalancing:r:1:loadbalancer/net/a/2'],
      { name: 'a' },
      ['arn:aws:elasticloadbalancing:r:1:loadbalancer/net/a/2'],
    ],
    [
      'aws:lb/listener:Listener',
      ['elasticloadbalancing:r:1:listener/net/a/1/2', 'elasticloadbalancing:r:1:targetgroup/a/3'],
      {},
      ['arn:aws:elasticloadbalancing:r:1:listener/net/a/1/2'],
    ],
    ['aws:cloudfront/distribution:Distribution', ['cloudfront::1:distribution/E1'], {}, ['E1']],
  ])('is, of %s, what has its kind and its name', (type, ends, inputs, ids) => {
    expect(pick(type, arns(...ends), inputs)).toEqual(ids);
  });

  it('is, of a listener, what has its port', () => {
    const listeners = [22, 443].map((listenerPort) => ({ id: `l-${listenerPort}`, listenerPort }));
    expect(pick('alicloud:nlb/listener:Listener', { listeners }, { listenerPort: 22 })).toEqual(['l-22']);
  });

  it('is, of the settings of an edge, what has all its arguments: there may be several of one function', () => {
    const args = (path: string, more: object[] = []) => [{ argName: 'path', argValue: path }, ...more];
    const configs = [
      { id: '1', functionArgs: args('/') },
      { id: '2', functionArgs: args('/p2/', [{ argName: 'added', argValue: 'by the cloud' }]) },
    ];
    expect(
      pick('alicloud:cdn/domainConfig:DomainConfig', { configs }, { functionArgs: args('/p2/') }),
    ).toEqual(['2']);
  });

  it('is, of a route table, its association with the subnet', () => {
    expect(
      pick(
        'aws:ec2/routeTableAssociation:RouteTableAssociation',
        { ids: ['rtb-1'] },
        { subnetId: 'subnet-1' },
      ),
    ).toEqual(['subnet-1/rtb-1']);
  });
});
