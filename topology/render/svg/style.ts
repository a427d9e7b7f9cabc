import { TEXT } from '../layout/text.ts';
import { dark, light, type Palette } from './palette.ts';

/** Fonts that are on machines already, all about as wide as the first; nothing is fetched. */
const FONTS = `"Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif`;

/**
 * Colours without variables, which some viewers of SVG don't know. What was compared and has not changed steps back.
 */
export const svgStyle = `
.skerry text { font-family: ${FONTS}; font-size: ${TEXT.line}px; }
.skerry .title { font-size: 18px; font-weight: 700; }
.skerry .label { font-size: ${TEXT.label}px; font-weight: 700; }
.skerry .hub text { font-size: 11px; text-anchor: middle; }
.skerry .wire { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.skerry .wire.packages, .skerry .wire.git { stroke-width: 2; }
.skerry .wire.queue { stroke-dasharray: 2 3; }
.skerry .wire.backup { stroke-dasharray: 8 4; }
.skerry .wire.fallback { stroke-dasharray: 5 4; }
.skerry .box rect.frame, .skerry .region rect.frame { stroke-width: 1; }
.skerry .icon { fill: none; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.skerry .added rect.frame, .skerry .changed rect.frame, .skerry .removed rect.frame { stroke-width: 2; }
.skerry .removed rect.frame { stroke-dasharray: 6 4; }
.skerry .line.removed .wire { stroke-dasharray: 6 4; }
.skerry .line.added .wire, .skerry .line.changed .wire, .skerry .line.removed .wire { stroke-width: 2.25; }
.skerry .removed .label { text-decoration: line-through; }
.skerry .badge text { font-weight: 700; text-anchor: middle; }
.skerry.compared .line.same, .skerry.compared .hub { opacity: .55; }
.skerry.compared .box.same { opacity: .72; }
${rules(light)}
@media (prefers-color-scheme: dark) {
${rules(dark)}
}
`;

function rules({ background, region, box, border, text, muted, kinds, families, changes }: Palette): string {
  return [
    `.skerry .ground { fill: ${background}; }`,
    `.skerry text { fill: ${text}; }`,
    `.skerry .line-text, .skerry .hub text { fill: ${muted}; }`,
    `.skerry .region > rect.frame { fill: ${region}; stroke: ${border}; }`,
    `.skerry .box > rect.frame { fill: ${box}; stroke: ${border}; }`,
    `.skerry .hub rect { fill: ${background}; stroke: ${border}; }`,
    ...Object.entries(kinds).flatMap(([kind, colour]) => [
      `.skerry .${kind} .stripe { fill: ${colour}; }`,
      `.skerry .${kind} .icon { stroke: ${colour}; }`,
    ]),
    ...Object.entries(families).flatMap(([family, colour]) => [
      `.skerry .wire.${family} { stroke: ${colour}; }`,
      `.skerry .head.${family} { fill: ${colour}; }`,
      `.skerry .hub.${family} rect { stroke: ${colour}; }`,
    ]),
    // Nothing but a change has a colour then.
    `.skerry.compared .same .wire { stroke: ${muted}; }`,
    `.skerry.compared .same .head { fill: ${muted}; }`,
    `.skerry.compared .hub rect { stroke: ${border}; }`,
    ...Object.entries(changes).flatMap(([change, colours]) => [
      `.skerry .${change} > rect.frame { fill: ${colours.box}; stroke: ${colours.line}; }`,
      `.skerry .${change} > .change-text { fill: ${colours.line}; }`,
      `.skerry .line.${change} .wire { stroke: ${colours.line}; }`,
      `.skerry .line.${change} .head { fill: ${colours.line}; }`,
      `.skerry .badge.${change} circle { fill: ${colours.line}; }`,
      `.skerry .badge.${change} text { fill: ${background}; }`,
    ]),
  ].join('\n');
}
