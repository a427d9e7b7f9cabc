import type { Edit } from '../../support/sites.ts';
import type { Case } from './case.ts';

const cidr = (to: string): Edit[] => [['10.17.0.0/16', to]];
const gitMax = (max: number): Edit => ['min: 3, max: 16', `min: 3, max: ${max}`];
const small: Edit = ['10.32.0.0/16', '10.32.0.0/20'];
const serveMax = (max: number): Edit => ['min: 2, max: 4, desired: 2', `min: 2, max: ${max}, desired: 2`];
const free = 'what addresses of subnets, table of 2026-11-22 leaves of a 32nd of the network';
const balancers = (count: number): Edit => [
  '          serve: {group: mirror-serve, listeners: {http: 8080}}\n',
  Array.from({ length: count }, (_, at) => {
    return `          ${at === 0 ? 'serve' : `serve-${at + 1}`}: {group: mirror-serve, listeners: {http: 8080}}\n`;
  }).join(''),
];

/** A zone's subnet, and what it must hold, at the limit and one past it. */
export const addressCases: Case[] = [
  {
    code: 'network/addresses-exceeded',
    site: 'cloud',
    bad: [...cidr('10.17.0.0/22'), gitMax(23)],
    at: '10.17.0.0/22',
    message:
      "a zone's subnet of 10.17.0.0/22 has 20 addresses for instances, and cn-hangzhou can have 21 in each zone",
    allowed: free,
    fix: '10.17.0.0/21',
    related: ['mirror-sync can have 12', 'mirror-serve can have 6', 'git can have 23'],
    good: [...cidr('10.17.0.0/22'), gitMax(22)],
  },
  {
    code: 'network/addresses-exceeded',
    site: 'cloud',
    bad: [...cidr('10.17.0.0/22'), ['desired: 3}}', 'desired: 3}, sale: {cron: "0 9 11 11 *", max: 23}}']],
    at: '10.17.0.0/22',
    message:
      "a zone's subnet of 10.17.0.0/22 has 20 addresses for instances, and cn-hangzhou can have 21 in each zone",
    fix: '10.17.0.0/21',
    related: ['mirror-sync can have 12', 'mirror-serve can have 6', 'git can have 23'],
    good: [...cidr('10.17.0.0/22'), ['desired: 3}}', 'desired: 3}, sale: {cron: "0 9 11 11 *", max: 22}}']],
  },
  {
    code: 'network/addresses-exceeded',
    site: 'aws',
    bad: [small, serveMax(217)],
    at: '10.32.0.0/20',
    message:
      "a zone's subnet of 10.32.0.0/20 has 122 addresses for instances, and eu-central-1 can have 123 in each zone",
    allowed: free,
    fix: '10.32.0.0/19',
    related: [
      'mirror-sync can have 4, 1 more while they are replaced',
      'mirror-serve can have 217, 22 more while they are replaced',
    ],
    good: [small, serveMax(216)],
  },
  {
    code: 'network/addresses-exceeded',
    site: 'aws',
    bad: [small, ['min: 2, max: 4, desired: 2}', 'min: 2, max: 216, desired: 2, warmPool: 1}']],
    at: '10.32.0.0/20',
    message:
      "a zone's subnet of 10.32.0.0/20 has 122 addresses for instances, and eu-central-1 can have 123 in each zone",
    fix: '10.32.0.0/19',
    related: [
      'mirror-sync can have 4, 1 more while they are replaced',
      'mirror-serve can have 216, 22 more while they are replaced, and 1 warm ones',
    ],
    good: [small, ['min: 2, max: 4, desired: 2}', 'min: 2, max: 215, desired: 2, warmPool: 1}']],
  },
  {
    code: 'network/addresses-exceeded',
    site: 'aws',
    bad: [
      small,
      [
        'min: 2, max: 4, desired: 2}',
        'min: 2, max: 120, desired: 2}\n            refresh: {minHealthy: 100, maxHealthy: 200}',
      ],
    ],
    at: '10.32.0.0/20',
    message:
      "a zone's subnet of 10.32.0.0/20 has 122 addresses for instances, and eu-central-1 can have 123 in each zone",
    fix: '10.32.0.0/19',
    related: [
      'mirror-sync can have 4, 1 more while they are replaced',
      'mirror-serve can have 120, 120 more while they are replaced',
    ],
    good: [
      small,
      [
        'min: 2, max: 4, desired: 2}',
        'min: 2, max: 119, desired: 2}\n            refresh: {minHealthy: 100, maxHealthy: 200}',
      ],
    ],
  },
  {
    code: 'network/addresses-exceeded',
    site: 'local',
    bad: [['zones: [local-a, local-b]', 'zones: [local-a]'], serveMax(236)],
    at: '236',
    message: 'a zone of local has addresses for 241 instances, and its groups can have 242 in each',
    fix: 'at most 235, or more zones',
    related: ['mirror-sync can have 4, 1 more while they are replaced'],
    good: [['zones: [local-a, local-b]', 'zones: [local-a]'], serveMax(235)],
  },
  {
    code: 'network/edge-addresses-exceeded',
    site: 'aws',
    bad: [small, balancers(4)],
    at: '10.32.0.0/20',
    message: "a zone's public subnet of 10.32.0.0/20 has 7 addresses left for the last of 4 balancers",
    allowed: '8 or more (addresses of subnets, table of 2026-11-22)',
    fix: '10.32.0.0/19',
    related: ['the last is here'],
    good: [small, balancers(3)],
  },
];
