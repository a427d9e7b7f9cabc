import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderGraph } from '../support/engine/render-graph.ts';
import { cloudStacks, goldenFolder, registeredOf } from './support/cloud-stacks.ts';

/** The whole graph of each stack. After a wanted change: `npm run golden`, and read what it changed. */
it.each(cloudStacks)(
  '$stack becomes these resources, with these inputs and in this order',
  async ({ stack }) => {
    await expect(renderGraph(await registeredOf(stack))).toMatchFileSnapshot(`golden/${stack}.yaml`);
  },
);

it('no graph is kept of a stack that is gone', () => {
  const kept = readdirSync(goldenFolder).filter((name) => name.endsWith('.yaml'));
  expect(kept.sort()).toEqual(cloudStacks.map(({ stack }) => `${stack}.yaml`).sort());
});
