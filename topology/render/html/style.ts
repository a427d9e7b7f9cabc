import { dark, light, type Palette } from '../svg/palette.ts';

/** Of the page around the drawing. */
export const pageStyle = `
:root { color-scheme: light dark; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto; background: var(--background);
  color: var(--text); font: 14px/1.45 "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .6rem 1rem;
  border-bottom: 1px solid var(--border); }
header > div { flex: 1 1 16rem; min-width: 0; }
h1 { font-size: 1.1rem; line-height: 1.3; margin: 0; } header p { margin: 0; color: var(--muted); font-size: .85rem; }
.tools { display: flex; flex: 0 1 auto; flex-wrap: wrap; align-items: center; gap: .4rem; }
button, input { font: inherit; color: inherit; background: var(--box); border: 1px solid var(--border); border-radius: 6px;
  min-height: 2.25rem; }
button { cursor: pointer; min-width: 2.25rem; padding: 0 .6rem; } button:hover { border-color: var(--text); }
input { padding: 0 .6rem; width: 15rem; max-width: 100%; }
output { color: var(--muted); font-size: .85rem; } output:empty { display: none; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
#stage { position: relative; overflow: hidden; touch-action: none; cursor: grab; }
#stage.dragging { cursor: grabbing; }
#stage > svg { display: block; width: 100%; height: 100%; user-select: none; -webkit-user-select: none; }
#panel { width: 25rem; overflow: auto; border-left: 1px solid var(--border); padding: 1rem; }
#panel:focus-visible { outline: none; box-shadow: inset 0 3px var(--focus); }
#panel[hidden] { display: none; }
#panel h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; } #panel h3 { font-size: .85rem; margin: 1.2rem 0 .3rem; }
#panel .top { display: flex; gap: .5rem; justify-content: space-between; align-items: start; }
#panel .kind, #panel .place { color: var(--muted); font-size: .85rem; margin: .1rem 0; overflow-wrap: anywhere; }
dl { margin: .8rem 0 0; } dl > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .5rem;
  border-top: 1px solid var(--border); padding: .3rem 0; }
dt { color: var(--muted); overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; }
dd small { display: block; color: var(--muted); }
.added { --mark: var(--added); } .changed { --mark: var(--changed); } .removed { --mark: var(--removed); }
#panel del { color: var(--removed); } #panel ins { color: var(--added); text-decoration: none; font-weight: 700; }
#panel .tag { color: var(--mark); border: 1px solid var(--mark); border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; }
#panel ul { list-style: none; margin: 0; padding: 0; }
#panel li button { display: block; width: 100%; text-align: left; border-width: 1px 0 0; border-radius: 0; background: none;
  padding: .35rem .2rem; overflow-wrap: anywhere; }
footer { grid-column: 1 / -1; border-top: 1px solid var(--border); padding: .4rem 1rem; font-size: .85rem; color: var(--muted); }
summary { cursor: pointer; padding: .2rem 0; }
footer ul { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; list-style: none; margin: .3rem 0; padding: 0; }
footer li { display: flex; align-items: center; gap: .5rem; } footer svg { flex: none; }
#stage .box, #stage .region { cursor: pointer; }
#stage .box:focus-visible, #stage .region:focus-visible { outline: none; }
#stage .box:focus-visible > .frame, #stage .region:focus-visible > .frame { stroke: var(--focus); stroke-width: 3; stroke-dasharray: none; }
#stage .chosen > .frame { stroke: var(--focus); stroke-width: 3; }
#stage svg.choosing .line:not(.near), #stage svg.choosing .hub { opacity: .25; }
#stage svg.choosing .line.near { opacity: 1; }
#stage svg.choosing .line.near .wire { stroke-width: 3; }
#stage svg.searching .box:not(.found), #stage svg.searching .line { opacity: .2; }
#stage svg.searching .found > .frame { stroke: var(--focus); stroke-width: 2.5; }
@media (max-width: 700px) {
  body { grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr); }
  header { padding: .5rem .75rem; } .tools { flex: 1 1 100%; flex-wrap: nowrap; } input { flex: 1 1 5rem; width: auto; min-width: 0; }
  #panel { width: auto; max-height: 45vh; border-left: 0; border-top: 1px solid var(--border); }
  footer ul { max-height: 30vh; overflow: auto; flex-direction: column; flex-wrap: nowrap; }
}
@media print { .tools, #panel { display: none; } }
`;

function variables({ background, box, border, text, muted, changes, families }: Palette): string {
  const names = {
    background,
    box,
    border,
    text,
    muted,
    focus: families.packages,
    added: changes.added.line,
    changed: changes.changed.line,
    removed: changes.removed.line,
  };
  return Object.entries(names)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}
