import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../topology/plan/plan.ts';
import { renderJson } from '../../../topology/render/json.ts';
import { renderMermaid } from '../../../topology/render/mermaid.ts';
import { analyseText } from '../support/analyse.ts';
import { cloud, local } from '../support/sites.ts';

function planOf(text: string): Plan {
  const { plan } = analyseText(text);
  if (!plan) throw new Error('the site has errors');
  return plan;
}

describe('mermaid', () => {
  it('draws regions, parts and the flow between them', async () => {
    await expect(renderMermaid(planOf(local))).toMatchFileSnapshot('../golden/local.mmd');
    await expect(renderMermaid(planOf(cloud))).toMatchFileSnapshot('../golden/cloud.mmd');
  });

  it('gives each node an id of its own, and every arrow ends at one', () => {
    const lines = renderMermaid(planOf(cloud)).split('\n');
    const nodes = lines.flatMap((line) => /^\s*(?:subgraph )?(\w+)[[({]/.exec(line)?.[1] ?? []);
    expect(new Set(nodes).size).toBe(nodes.length);
    const ends = lines.flatMap((line) => /^ {2}(\w+) \S.*> (\w+)$/.exec(line)?.slice(1) ?? []);
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((end) => !nodes.includes(end))).toEqual([]);
  });
});

describe('json', () => {
  it('is the plan', () => {
    expect(JSON.parse(renderJson(planOf(cloud)))).toEqual(planOf(cloud));
  });
});
