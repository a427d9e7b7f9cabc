import { expect, test } from 'vitest';
import { balancerOrigin } from '../../components/balancer-origin.ts';

test.each([
  ['http, wherever it stands', { ssh: 22, https: 443, http: 80 }, { protocol: 'http', port: 80 }],
  ['https, where there is no http', { ssh: 22, https: 8443 }, { protocol: 'https', port: 8443 }],
])('an edge fetches from a balancer by %s', (_, ports, expected) => {
  const listeners = Object.entries(ports).map(([protocol, port]) => ({ protocol: protocol as 'http', port }));
  expect(balancerOrigin({ id: 'a/serve', listeners }, 'lb.example')).toEqual({
    kind: 'loadBalancer',
    id: 'a/serve',
    host: 'lb.example',
    path: '',
    ...expected,
  });
});

test('a balancer of ssh alone is no origin', () => {
  expect(balancerOrigin({ id: 'a/git', listeners: [{ protocol: 'ssh', port: 22 }] }, 'lb')).toBeUndefined();
});
