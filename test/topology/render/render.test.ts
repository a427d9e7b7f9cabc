import { beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../topology/render/html/render.ts';
import { renderJson, renderJsonDiff } from '../../../topology/render/json.ts';
import { loadEngine } from '../../../topology/render/layout/engine.ts';
import { layOut } from '../../../topology/render/layout/lay-out.ts';
import type { Layout } from '../../../topology/render/layout/layout.ts';
import { renderMermaid } from '../../../topology/render/mermaid.ts';
import { dark, light, type Palette } from '../../../topology/render/svg/palette.ts';
import { renderSvg } from '../../../topology/render/svg/render.ts';
import { comparedPicture, diagramOf, planOf } from '../support/diagrams.ts';
import { cloud, edited, local } from '../support/sites.ts';

const withBucket = (text: string, name: string) =>
  edited(text, [['forceDestroy: true}\n', `forceDestroy: true}\n          ${name}: {}\n`]]);
const before = withBucket(local, 'old');
/** With something added, changed and removed. */
const after = edited(withBucket(local, 'spare'), [
  ['min: 1, max: 4, desired: 2', 'min: 1, max: 6, desired: 2'],
  ['        redis: {}\n', '        redis: {memoryGiB: 2}\n'],
]);

let layout: Layout;
beforeAll(async () => {
  layout = await layOut(diagramOf(local), await loadEngine());
});

describe('mermaid', () => {
  it('draws regions, parts and the flow between them', async () => {
    await expect(renderMermaid({ diagram: diagramOf(local) })).toMatchFileSnapshot('../golden/local.mmd');
    await expect(renderMermaid({ diagram: diagramOf(cloud) })).toMatchFileSnapshot('../golden/cloud.mmd');
  });

  it('marks what a change adds, changes and removes', async () => {
    await expect(renderMermaid(comparedPicture(before, after))).toMatchFileSnapshot('../golden/changed.mmd');
  });

  it('gives each node an id of its own, and every arrow ends at one', () => {
    const lines = renderMermaid({ diagram: diagramOf(cloud) }).split('\n');
    const nodes = lines.flatMap((line) => /^\s*(?:subgraph )?(\w+)[[({]/.exec(line)?.[1] ?? []);
    expect(new Set(nodes).size).toBe(nodes.length);
    const ends = lines.flatMap((line) => /^ {2}(\w+) <?-.*> (\w+)$/.exec(line)?.slice(1) ?? []);
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((end) => !nodes.includes(end))).toEqual([]);
  });

  it('lets no text of a site end the text of a node', () => {
    const diagram = diagramOf(local);
    diagram.boxes[1]!.label = 'a"] --> b#quot;<b>&`';
    expect(renderMermaid({ diagram })).toContain('upstream a#quot;] --#gt; b#35;quot;#lt;b#gt;#amp;#96;<br>');
  });
});

describe('json', () => {
  it('is the plan', () => {
    expect(JSON.parse(renderJson(planOf(cloud)))).toEqual(planOf(cloud));
  });

  it('tells what has changed, in which values, and where', async () => {
    await expect(renderJsonDiff(comparedPicture(before, after))).toMatchFileSnapshot(
      '../golden/changed.json',
    );
  });
});

describe('svg', () => {
  it('draws a site, and always in the same bytes', async () => {
    const picture = { diagram: diagramOf(local) };
    await expect(renderSvg(picture, layout)).toMatchFileSnapshot('../golden/local.svg');
  });

  it('needs nothing but itself, and is told to those who do not see it', () => {
    const svg = renderSvg({ diagram: diagramOf(local) }, layout);
    const addresses = svg.match(/\b(?:href|src|url|@import|https?:)[^\s>]*/g) ?? [];
    expect(addresses).toEqual(['http://www.w3.org/2000/svg"']);
    expect(svg).toMatch(/role="graphics-document" aria-labelledby="skerry-title skerry-desc"/);
    expect(svg).toContain('<title id="skerry-title">Topology of example</title>');
    expect(svg).toMatch(/<desc id="skerry-desc">[^<]*local\/mirror-sync publishes into local\/mirror\./);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });

  it('takes all that a site says as text', () => {
    const diagram = diagramOf(local);
    const bad = '</text><script>alert(1)</script>&\u0000\u202E\uD800"\'';
    Object.assign(diagram.boxes[1]!, { label: bad, lines: [bad] });
    diagram.stack = bad;
    for (const text of [renderSvg({ diagram }, layout), renderHtml({ diagram }, layout, 'run()')]) {
      expect(text).not.toContain('<script>alert');
      expect(text).not.toMatch(/[\0\u202E\uD800]/);
      expect(text).toContain('&lt;script&gt;alert(1)');
    }
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ])('can be read: contrast of 4.5:1 for text, 3:1 for lines, in %s', (_name, palette: Palette) => {
    const { background, region, box, text, muted, changes, kinds, families } = palette;
    for (const ground of [background, region, box, ...Object.values(changes).map((change) => change.box)]) {
      for (const colour of [text, muted])
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThan(4.5);
    }
    for (const { line, box: ground } of Object.values(changes))
      expect(contrast(line, ground)).toBeGreaterThan(4.5);
    for (const line of [...Object.values(kinds), ...Object.values(families)])
      expect(
        Math.min(contrast(line, background), contrast(line, region), contrast(line, box)),
      ).toBeGreaterThan(3);
  });
});

describe('html', () => {
  it('allows its own style and script by their digests, and no request', () => {
    const html = renderHtml({ diagram: diagramOf(local) }, layout, 'run()');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy.replaceAll(/'sha256-[\w+/]{43}='/g, 'DIGEST')).toBe(
      "default-src 'none'; style-src DIGEST; script-src DIGEST; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style=| on\w+=|<link|<img|<iframe/);
  });

  it('gives its script every detail, as data that ends no element', () => {
    const diagram = diagramOf(local);
    diagram.boxes[1]!.details.push({ name: '</script><!--', value: 'x' });
    const html = renderHtml({ diagram }, layout, 'run()');
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(data).not.toContain('<');
    const { boxes } = JSON.parse(data) as { boxes: { id: string; details: { name: string }[] }[] };
    expect(boxes.map(({ id }) => id)).toEqual(diagram.boxes.map(({ id }) => id));
    expect(boxes[1]!.details.map(({ name }) => name)).toContain('</script><!--');
  });
});

/** As WCAG 2 reckons it. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
