import { createHash } from 'node:crypto';
import { visible } from '../../diagnostics/format/safe-text.ts';
import type { Change } from '../diff/compare.ts';
import type { Layout } from '../layout/layout.ts';
import { meaningFacts } from '../meanings.ts';
import type { Picture } from '../picture.ts';
import { badge } from '../svg/box.ts';
import { escapeXml } from '../../diagnostics/format/xml.ts';
import { changeLegend, meaningsIn, wireSample } from '../svg/legend.ts';
import { bareSvg, words } from '../svg/render.ts';
import { svgStyle } from '../svg/style.ts';
import { pageData } from './data.ts';
import type { PageData } from './page-data.ts';
import { pageStyle } from './style.ts';

/**
 * A picture as one page that asks for nothing: its policy allows the very style and script that are in it, and no
 * request. Pure.
 *
 * @param script of the page (`viewer/`), bundled
 */
export function renderHtml(picture: Picture, layout: Layout, script: string): string {
  const { title, subtitle } = words(picture);
  const style = `${pageStyle}${svgStyle}`;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = embedded(pageData(picture));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<div><h1>${escapeXml(picture.diagram.stack)}</h1><p>${escapeXml(subtitle)}</p></div>
<div class="tools" role="toolbar" aria-label="View">
<input id="search" type="search" placeholder="Search ( / )" aria-label="Search boxes by what is in their details">
<output id="found" for="search" aria-live="polite"></output>
<button id="zoom-out" aria-label="Zoom out" title="Zoom out ( - )">−</button>
<button id="zoom-in" aria-label="Zoom in" title="Zoom in ( + )">+</button>
<button id="fit" title="Show all ( 0 )">Fit</button>
<button id="site" title="Details of the site">Site</button>
</div>
</header>
<main id="stage" tabindex="0" aria-label="Drawing: arrow keys move it, + and - zoom, 0 shows all of it, Tab goes from box to box, Enter shows details">
${bareSvg(picture, layout)}
</main>
<aside id="panel" aria-label="Details" tabindex="-1" hidden></aside>
<footer>${legend(picture)}</footer>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** As it is drawn; and a browser reads `</script` and `<!--` even within text. */
const embedded = (data: PageData): string =>
  JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? visible(value) : value,
  ).replaceAll('<', '\\u003c');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function legend({ diagram, compared }: Picture): string {
  const classes = `skerry${compared ? ' compared' : ''}`;
  const item = (sample: string, text: string) =>
    `<li><svg class="${classes}" width="34" height="20" aria-hidden="true">${sample}</svg>${escapeXml(text)}</li>`;
  const changes = compared ? (Object.keys(changeLegend) as Change[]) : [];
  const items = [
    ...changes.map((change) => {
      const sample = `<g class="${change}"><rect class="frame" x="1" y="5" width="24" height="12" rx="3"/></g>${badge(change, 25, 8)}`;
      return item(sample, changeLegend[change]);
    }),
    ...meaningsIn(diagram).map((meaning) =>
      item(wireSample(meaning, compared !== undefined, 'M0 10h34'), meaningFacts(meaning).legend),
    ),
  ];
  return `<details open id="legend"><summary>Legend</summary><ul>${items.join('')}</ul></details>`;
}
