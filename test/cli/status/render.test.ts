import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderStatus } from '../../../cli/status/render.ts';
import { alarmsOf, type StackStatus } from '../../../cli/status/stack-status.ts';

const now = new Date('2026-11-22T12:00:00Z');
const plain = (_style: string, text: string): string => text;
const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../golden', `${name}.txt`), 'utf8');

const healthy: StackStatus = {
  stack: 'local',
  endpoints: {
    mirror: 'http://127.37.0.5:8080',
    files: 'http://127.37.0.6:8080',
    status: 'http://127.37.0.5:8080/status',
  },
  groups: [
    {
      region: 'local',
      name: 'mirror-sync',
      workload: 'mirror-sync',
      owner: 'iac',
      min: 1,
      max: 4,
      desired: 2,
      running: 2,
      healthy: 2,
    },
    {
      region: 'local',
      name: 'mirror-serve',
      workload: 'mirror-serve',
      owner: 'autoscaler',
      min: 2,
      max: 16,
      desired: 2,
      running: 2,
      healthy: 2,
      releases: ['6f1b2c3d4e5f60718293a4b5c6d7e8f9'],
    },
  ],
  drift: [],
  parts: [
    { kind: 'bucket', name: 'local/mirror', address: '127.37.0.3:7070', pid: 101, healthy: true },
    { kind: 'redis', name: 'local/redis', address: '127.37.0.2:6379', pid: 90211, healthy: true },
    { kind: 'instance', name: 'local/mirror-serve/a1', address: '127.37.1.4', pid: 104, healthy: true },
  ],
  mirror: {
    version: 1,
    upstream: 'http://127.37.0.9:8081',
    written: '2026-11-22T11:59:59Z',
    state: 'idle',
    complete: '2026-11-22T11:56:40Z',
    run: {
      id: 'r1',
      started: '2026-11-22T11:56:00Z',
      ended: '2026-11-22T11:56:40Z',
      packages: { total: 30, done: 30, failed: 0 },
      dists: { fetched: 84, present: 0, failed: 0, bytes: 1_200_000 },
    },
    recentFailures: [],
    failures: 0,
  },
};

const sick: StackStatus = {
  stack: 'local',
  endpoints: { mirror: 'http://127.37.0.5:8080' },
  groups: [{ ...healthy.groups[1]!, running: 1, healthy: 1 }],
  drift: [],
  parts: [
    { ...healthy.parts[0]!, healthy: false, reason: '/healthz 503' },
    { kind: 'redis', name: 'local/redis', address: '127.37.0.2:6379', pid: null, healthy: false },
  ],
  mirrorUnreachable: 'http://127.37.0.5:8080/status.json answers 502',
};

const inTheClouds: StackStatus = {
  stack: 'cn-prod',
  endpoints: { mirror: 'https://mirrors.example.cn', files: 'https://files.example.cn' },
  groups: [
    group('cn-hongkong', 'mirror-sync', 'autoscaler', [2, 4, 12], 4),
    group('cn-hangzhou', 'mirror-serve', 'iac', [2, 3, 10], 3),
    {
      ...group('cn-beijing', 'mirror-serve', 'schedule', [2, 6, 8], 5),
      sick: [{ id: 'i-2ze4k1', reason: 'InService, Unhealthy' }],
    },
    { ...group('cn-beijing', 'stray', undefined, [0, 1, 1], 1), inactive: 'the group is Inactive' },
  ],
  parts: [],
  drift: [
    {
      group: 'cn-hangzhou/mirror-serve',
      what: 'max',
      declared: '6',
      live: '10',
      by: { kind: 'user', name: '203456789012345678', at: new Date('2026-11-22T09:12:00Z') },
    },
    { group: 'cn-hangzhou/mirror-serve', what: 'suspended', declared: 'none', live: 'alarms' },
    { group: 'cn-hangzhou/git', what: 'absent' },
    { group: 'cn-beijing/stray', what: 'undeclared' },
  ],
  unread: [{ region: 'eu-central-1', reason: 'there are no credentials' }],
};

function group(
  region: string,
  name: string,
  owner: 'iac' | 'autoscaler' | 'schedule' | undefined,
  [min, desired, max]: [number, number, number],
  healthy: number,
): StackStatus['groups'][number] {
  const workload = name;
  return { region, name, workload, ...(owner && { owner }), min, desired, max, running: desired, healthy };
}

describe('the status of a stack', () => {
  it('that is well reads as recorded', () => {
    expect(`${renderStatus(healthy, now, plain).join('\n')}\n`).toBe(golden('status-healthy'));
    expect(alarmsOf(healthy)).toEqual([]);
  });

  it('that is not well reads as recorded', () => {
    expect(`${renderStatus(sick, now, plain).join('\n')}\n`).toBe(golden('status-sick'));
  });

  it('in the clouds shows what is live beside what is declared', () => {
    expect(`${renderStatus(inTheClouds, now, plain).join('\n')}\n`).toBe(golden('status-clouds'));
  });

  it('that is not up says so', () => {
    expect(
      renderStatus({ stack: 'local', endpoints: {}, groups: [], parts: [], drift: [] }, now, plain),
    ).toEqual(['local  not up']);
  });

  it('alarms for a group below its desired capacity, a part without an answer, a mirror without one', () => {
    expect(alarmsOf(sick)).toEqual([
      'local/mirror-serve: 1 of 2 instances are healthy',
      'bucket local/mirror: /healthz 503',
      'redis local/redis: does not answer',
      'mirror: http://127.37.0.5:8080/status.json answers 502',
    ]);
  });
});
