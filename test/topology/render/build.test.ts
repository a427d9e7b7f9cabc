import { describe, expect, it } from 'vitest';
import { isRecord } from '../../../topology/diagnostics/show.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { buildDiagram } from '../../../topology/render/build.ts';
import { compare } from '../../../topology/render/diff/compare.ts';
import { sentences } from '../../../topology/render/sentence.ts';
import { diagramOf, planOf } from '../support/diagrams.ts';
import { aws, cloud, edited, local } from '../support/sites.ts';

const nowhere = () => ({ file: '', line: 1, column: 1 });
const boxOf = (text: string, id: string) => diagramOf(text).boxes.find((box) => box.id === id)!;
const rowsOf = (text: string, id: string) =>
  Object.fromEntries(boxOf(text, id).details.map(({ name, value }) => [name, value]));

describe('boxes', () => {
  it('are the parts of the site, each within its region', () => {
    expect(diagramOf(cloud).boxes.map(({ id, inside }) => (inside === undefined ? id : `  ${id}`))).toEqual([
      'site',
      'upstream',
      'region:cn-hangzhou',
      '  redis:cn-hangzhou/redis',
      '  group:cn-hangzhou/mirror-sync',
      '  group:cn-hangzhou/mirror-serve',
      '  group:cn-hangzhou/git',
      '  bucket:cn-hangzhou/mirror',
      '  bucket:cn-hangzhou/git',
      '  loadBalancer:cn-hangzhou/git',
      '  loadBalancer:cn-hangzhou/serve',
      'region:cn-beijing',
      '  bucket:cn-beijing/mirror',
      '  bucket:cn-beijing/git-backup',
      'cdn:cdn/mirrors',
      'cdn:cdn/files',
      'clients',
    ]);
  });

  it.each([
    ['site', 'example', ['production · example.cn · 2 regions · 3 groups']],
    ['upstream', 'repo.packagist.org', ['Composer packages']],
    ['region:cn-hangzhou', 'cn-hangzhou', ['alicloud · 10.17.0.0/16', 'zones cn-hangzhou-{i,k}']],
    [
      'group:cn-hangzhou/mirror-sync',
      'mirror-sync',
      ['min 2 · initial 3 · max 12', 'owner autoscaler · 1 rule'],
    ],
    ['group:cn-hangzhou/mirror-serve', 'mirror-serve', ['min 2 · desired 3 · max 6', 'owner iac']],
    ['group:cn-hangzhou/git', 'git', ['min 3 · initial 3 · max 16', 'owner schedule · 1 schedule']],
    ['loadBalancer:cn-hangzhou/git', 'git', ['nlb · https 443, ssh 22', 'deny 198.51.100.0/24']],
    ['bucket:cn-beijing/git-backup', 'git-backup', ['private', 'append-only']],
    ['bucket:cn-hangzhou/mirror', 'mirror', ['read by the CDN']],
    ['redis:cn-hangzhou/redis', 'redis', ['4 GiB']],
    ['cdn:cdn/files', 'files.example.cn', ['metadata and archives', '1 fallback']],
  ])('say what they are: %s', (id, label, lines) => {
    expect(boxOf(cloud, id)).toMatchObject({ label, lines });
  });

  it('name the line of the file that they come from, and so do rules, schedules and hooks', () => {
    const lineOf = (text: string) => cloud.split('\n').findIndex((line) => line.includes(text)) + 1;
    const group = boxOf(cloud, 'group:cn-hangzhou/mirror-sync');
    expect(group.place).toMatchObject({ line: lineOf('          mirror-sync:') });
    const rule = group.details.find(({ name }) => name === 'rule cpu');
    expect(rule?.place).toMatchObject({ line: lineOf('rules: [{track: cpu, target: 60}]') });
    const night = boxOf(cloud, 'group:cn-hangzhou/git').details.find(({ name }) => name === 'schedule night');
    expect(night?.place).toMatchObject({ line: lineOf('schedules: {renewed') });
  });

  const stepped = edited(aws, [
    [
      '            capacity: {owner: iac, min: 1, max: 4, desired: 2}\n',
      `            capacity: {owner: autoscaler, min: 1, max: 4, warmPool: 1}
            rules:
              - {step: cpu, steps: [{above: 70, add: 1}, {above: 85, add: 3}]}
              - {simple: cpu, below: 20, addPercent: -10, cooldown: 90s}
              - {predict: cpu, target: 60}
            hooks: {register: {on: launch, timeout: 5m, topic: sns/registry}}
            maxLifetime: 30d
`,
    ],
  ]);
  it.each([
    ['rule cpu-step-above', 'cpu above 70 for 3m; 70 to 85: +1; from 85: +3; warm-up 5m'],
    ['rule cpu-simple-below', 'cpu below 20 for 3m: −10 %; cooldown 90s'],
    ['rule cpu-predict', 'only forecasts for cpu 60; 5m ahead; within max'],
    ['hook register', 'on launch, told to sns/registry; after 5m abandon'],
    ['hook boot', 'on launch, completed by the agent; after 10m abandon'],
    ['maxLifetime', '30d'],
    ['warmPool', '1 stopped'],
    ['buckets', 'eu-central-1/mirror'],
  ])('tell in their details: %s', (name, value) => {
    expect(rowsOf(stepped, 'group:eu-central-1/mirror-sync')).toMatchObject({ [name]: value });
  });
});

describe('arrows', () => {
  it('say who does what, and which way the data go', () => {
    const diagram = diagramOf(cloud);
    const said = sentences(diagram);
    expect(diagram.arrows.map(({ id, data }) => `${said.get(id)} ${data}`)).toEqual([
      'cn-hangzhou/mirror-sync fetches from repo.packagist.org in',
      'cn-hangzhou/mirror-sync queues in cn-hangzhou/redis both',
      'cn-hangzhou/mirror-sync publishes into cn-hangzhou/mirror out',
      'cn-hangzhou/mirror-sync publishes into cn-beijing/mirror out',
      'cn-hangzhou/mirror-serve serves from cn-hangzhou/mirror in',
      'cn-hangzhou/git broadcasts through cn-hangzhou/redis both',
      'cn-hangzhou/git keeps repositories in cn-hangzhou/git both',
      'cn-hangzhou/git is copied into cn-beijing/git-backup out',
      'cn-hangzhou/git balances cn-hangzhou/git both',
      'cn-hangzhou/serve balances cn-hangzhou/mirror-serve in',
      'mirrors.example.cn fetches from its origin cn-hangzhou/serve in',
      'files.example.cn fetches from its origin cn-hangzhou/mirror in',
      'files.example.cn fetches from its origin cn-beijing/mirror (fallback 1) in',
      'clients ask mirrors.example.cn in',
      'clients ask files.example.cn in',
      'clients ask cn-hangzhou/git both',
    ]);
  });

  it('tell the weights of several groups behind one balancer', () => {
    const weighted = edited(cloud, [
      [
        '{type: clb, group: mirror-serve, listeners: {http: 80}}',
        '{type: clb, group: mirror-serve, weights: {canary: 10}, listeners: {http: 80}}',
      ],
      [
        '          git:\n            capacity',
        '          canary: {workload: mirror-serve, capacity: {owner: iac, min: 1, max: 2, desired: 1}}\n          git:\n            capacity',
      ],
    ]);
    const notes = diagramOf(weighted).arrows.flatMap(({ note }) =>
      note?.startsWith('weight') ? [note] : [],
    );
    expect(notes).toEqual(['weight 100', 'weight 10']);
  });

  it.each([
    ['cloud', cloud],
    ['local', local],
    ['aws', aws],
  ])('end at boxes, and ids are unique: %s', (_name, text) => {
    const { boxes, arrows } = diagramOf(text);
    const ids = boxes.map(({ id }) => id);
    expect(new Set([...ids, ...arrows.map(({ id }) => id)]).size).toBe(ids.length + arrows.length);
    expect(arrows.flatMap(({ from, to }) => [from, to]).filter((end) => !ids.includes(end))).toEqual([]);
  });
});

/** The plan with one of its leaves changed, for each leaf but origins and names, which make another thing of it. */
function* changedLeaves(plan: Plan): Generator<[path: string, plan: Plan]> {
  const identity = /^(origin|id|kind|region|name|stack)$/;
  function* leaves(value: unknown, path: (string | number)[]): Generator<(string | number)[]> {
    if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* leaves(item, [...path, at]);
    else if (isRecord(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (!identity.test(key)) yield* leaves(member, [...path, key]);
      }
    } else if (value !== undefined) yield path;
  }
  for (const path of leaves(plan, [])) {
    const copy = structuredClone(plan);
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], copy);
    const [key, members] = [path.at(-1)!, holder as Record<string | number, unknown>];
    const old = members[key];
    members[key] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : `${String(old)}x`;
    yield [path.join('/'), copy];
  }
}

it('tells every value of the plan in some detail: none can change unseen', () => {
  // References decide which arrows there are; that they lead to boxes is for the checks.
  const structure =
    /\/(group|loadBalancers|buckets|redis|releaseBucket|origins|backup|workload)(\/|$)|^(platforms|mirror\/publishTo)/;
  const unseen: string[] = [];
  let tried = 0;
  for (const text of [cloud, aws]) {
    const plan = planOf(text);
    const before = buildDiagram(plan, nowhere);
    for (const [path, changed] of changedLeaves(plan)) {
      if (structure.test(path)) continue;
      tried += 1;
      const { boxes } = compare(before, buildDiagram(changed, nowhere));
      if (![...boxes.values()].some(({ details }) => details.length > 0)) unseen.push(path);
    }
  }
  expect(unseen).toEqual([]);
  expect(tried).toBeGreaterThan(150);
});
