import { beforeAll, expect, it } from 'vitest';
import type { Diagram } from '../../../topology/render/diagram.ts';
import { loadEngine, type Engine } from '../../../topology/render/layout/engine.ts';
import { layOut } from '../../../topology/render/layout/lay-out.ts';
import type { Layout } from '../../../topology/render/layout/layout.ts';
import { fit, measure } from '../../../topology/render/layout/text.ts';
import { comparedPicture, diagramOf } from '../support/diagrams.ts';
import { faultsOf } from '../support/geometry.ts';
import { aws, cloud, edited, local } from '../support/sites.ts';

let engine: Engine;
let ofCloud: Layout;
beforeAll(async () => {
  engine = await loadEngine();
  ofCloud = await layOut(diagramOf(cloud), engine);
});

const withoutBeijing = edited(cloud, [
  [', cn-beijing/mirror]\n    git', ']\n    git'],
  [', cn-beijing/mirror]}\n    defaults', ']}\n    defaults'],
  ['git: {backup: cn-beijing/git-backup}', 'git: {}'],
  [cloud.slice(cloud.indexOf('      cn-beijing:'), cloud.indexOf('    account:')), ''],
]);

it.each<[string, Diagram]>([
  ['three tiers on one machine', diagramOf(local)],
  ['one region of a cloud', diagramOf(aws)],
  ['a region that is gone', comparedPicture(cloud, withoutBeijing).diagram],
])('keeps boxes apart, within their regions, and lines out of them: %s', async (_title, diagram) => {
  expect(faultsOf(diagram, await layOut(diagram, engine))).toEqual([]);
});

it('does so where arrows run from region to region', () => {
  expect(faultsOf(diagramOf(cloud), ofCloud)).toEqual([]);
});

it('puts regions below each other, in the order of the file, whatever flows between them', () => {
  const { boxes } = ofCloud;
  const [hangzhou, beijing] = [boxes.get('region:cn-hangzhou')!, boxes.get('region:cn-beijing')!];
  expect([beijing.x, beijing.width]).toEqual([hangzhou.x, hangzhou.width]);
  expect(beijing.y).toBeGreaterThan(hangzhou.y + hangzhou.height);
});

it('lays the same diagram out the same', async () => {
  expect(await layOut(diagramOf(cloud), await loadEngine())).toEqual(ofCloud);
});

it('lets every arrow run along some line', () => {
  const drawn = new Set(ofCloud.lines.flatMap(({ arrows }) => arrows));
  expect(diagramOf(cloud).arrows.filter(({ id }) => !drawn.has(id))).toEqual([]);
});

it('shortens what is wider than its room, by whole characters', () => {
  expect(fit('short', 12, 200)).toBe('short');
  const cut = fit('镜像仓库'.repeat(10), 12, 100);
  expect(cut).toMatch(/^[镜像仓库]+…$/u);
  expect(measure(cut, 12)).toBeLessThanOrEqual(100);
  expect(fit('🚢'.repeat(20), 12, 60).replaceAll('🚢', '')).toBe('…');
});
