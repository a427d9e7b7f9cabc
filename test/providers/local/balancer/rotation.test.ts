import { describe, expect, test } from 'vitest';
import { whyOutOfRotation } from '../../../../providers/local/balancer/rotation.ts';
import type { Rotation } from '../../../../providers/local/balancer/rotation.ts';
import type { FoundPart } from '../../../../providers/local/parts/record.ts';

const FRONT = 'local-1/balancer-front';
const instance = (changes: { phase?: FoundPart['phase']; draining?: boolean } = {}): FoundPart => ({
  version: 1,
  id: 'local-1/group-serve/instances/i-1',
  kind: 'instance',
  region: 'local-1',
  name: 'i-1',
  phase: changes.phase ?? 'ready',
  inputs: { loadBalancers: [FRONT], draining: changes.draining ?? false },
});
const server = (status: string, listener = 'http', name = 'i-1') => ({
  listener,
  server: name,
  status,
  sessions: 0,
  totalSessions: 0,
});
const rotation = (...servers: ReturnType<typeof server>[]): Rotation => new Map([[FRONT, servers]]);

describe('an instance', () => {
  test.each<[string, Rotation, string | undefined]>([
    ['is in rotation where it is up', rotation(server('UP')), undefined],
    [
      'is out of it where a listener alone has it in maintenance',
      rotation(server('UP'), server('MAINT', 'ssh')),
      'local-1/balancer-front has it in MAINT on ssh: no connections, until the next update',
    ],
    [
      'is out of it where it drains though it is to stay',
      rotation(server('DRAIN')),
      'local-1/balancer-front has it in DRAIN on http: no connections, until the next update',
    ],
    [
      'is out of it where the checks of its balancer fail',
      rotation(server('DOWN')),
      'local-1/balancer-front finds it DOWN on http: no connections',
    ],
    [
      'is out of it where its balancer has others alone',
      rotation(server('UP', 'http', 'i-2')),
      "local-1/balancer-front doesn't know it: the next update tells it",
    ],
    [
      'is doubtful where its balancer hangs',
      new Map([[FRONT, new Error('haproxy gave no answer')]]),
      "local-1/balancer-front doesn't tell of it: haproxy gave no answer",
    ],
    ['is left to the status of its balancer where that does not run', new Map(), undefined],
  ])('%s', (_title, seen, why) => {
    expect(whyOutOfRotation(instance(), seen)).toBe(why);
  });

  test('that is starting, or is to go, need not be in rotation', () => {
    const seen = rotation(server('MAINT'));
    expect(whyOutOfRotation(instance({ phase: 'creating' }), seen)).toBeUndefined();
    expect(whyOutOfRotation(instance({ draining: true }), seen)).toBeUndefined();
  });
});
