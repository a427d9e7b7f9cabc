import { expect, it } from 'vitest';
import { countResources, forgottenBy, readDeployment } from '../../../cli/state/deployment.ts';

const checkpoint = (...ids: string[]): string =>
  JSON.stringify({
    version: 3,
    checkpoint: {
      latest: {
        resources: [
          { urn: 'stack', type: 'pulumi:pulumi:Stack' },
          { urn: 'provider', type: 'pulumi:providers:aws', id: 'p' },
          ...ids.map((id) => ({ urn: `urn ${id[0]}`, type: 'aws:s3/bucket:Bucket', id })),
        ],
      },
    },
  });

it('tells which resources a restored state would let the engine forget', () => {
  const [yesterday, today] = [
    readDeployment(checkpoint('a1', 'b1'))!,
    readDeployment(checkpoint('a1', 'b2', 'c1'))!,
  ];
  expect([countResources(yesterday), countResources(today)]).toEqual([2, 3]);
  // One was replaced since, one was created.
  expect(forgottenBy(yesterday, today).map(({ id }) => id)).toEqual(['b2', 'c1']);
  expect(forgottenBy(today, yesterday).map(({ id }) => id)).toEqual(['b1']);
});

it.each(['', '{"version":3,"chec', 'null', '{"version":3}', '{"version":3,"checkpoint":{"latest":null}}'])(
  'takes %j for no state',
  (text) => {
    expect(readDeployment(text)).toBeUndefined();
  },
);

it('keeps what a later engine says of its form', () => {
  const text = '{"version":4,"features":["x"],"checkpoint":{"latest":{"resources":[]}}}';
  expect(readDeployment(text)).toEqual({ version: 4, features: ['x'], deployment: { resources: [] } });
});
