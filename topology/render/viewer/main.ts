import type { PageData } from '../html/page-data.ts';
import { handleView } from './hand.ts';
import { createPanel } from './panel.ts';
import { createSearch } from './search.ts';
import { createView } from './view.ts';

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector)!;

const data = JSON.parse(find('#data').textContent) as PageData;
const boxes = new Map(data.boxes.map((box) => [box.id, box]));
const stage = find<HTMLElement>('#stage');
const svg = find<SVGSVGElement>('#stage > svg');
const drawn = new Map(
  [...svg.querySelectorAll<SVGGElement>('[data-box]')].map((element) => [element.dataset['box']!, element]),
);
const lines = [...svg.querySelectorAll<SVGGElement>('[data-arrows]')].map(
  (element) => [element, new Set(element.dataset['arrows']!.split(' '))] as const,
);

const view = createView(stage, svg);
const panel = createPanel(find('#panel'), data, (id) => choose(id, true), unchoose);
let chosen: string | undefined;

function choose(id: string, jump = false): void {
  const box = boxes.get(id);
  if (!box) return;
  mark();
  chosen = id;
  const element = drawn.get(id);
  element?.classList.add('chosen');
  const arrows = box.arrows.map((arrow) => arrow.id);
  svg.classList.toggle('choosing', arrows.length > 0);
  for (const [line, along] of lines)
    line.classList.toggle(
      'near',
      arrows.some((arrow) => along.has(arrow)),
    );
  panel.show(box);
  if (element) view.show(element, jump);
}

/** Nothing is chosen any more; the keyboard goes on where it was. */
function unchoose(): void {
  const last = chosen === undefined ? undefined : drawn.get(chosen);
  mark();
  panel.hide();
  (last ?? stage).focus();
}

function mark(): void {
  if (chosen !== undefined) drawn.get(chosen)?.classList.remove('chosen');
  chosen = undefined;
  svg.classList.remove('choosing');
}

for (const [id, element] of drawn) {
  const box = boxes.get(id);
  element.setAttribute('tabindex', '0');
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', [`${box?.kind} ${box?.name}`, ...(box?.lines ?? [])].join(', '));
  element.addEventListener('click', () => choose(id));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(id);
    find<HTMLElement>('#panel').focus();
  });
  element.addEventListener('focus', () => element.matches(':focus-visible') && view.show(element, true));
}

const search = createSearch(data.boxes.filter(({ id }) => drawn.has(id)));
const field = find<HTMLInputElement>('#search');
let found: string[] = [];
let next = 0;
field.addEventListener('input', () => {
  const query = field.value.trim();
  found = query === '' ? [] : search(query);
  next = 0;
  svg.classList.toggle('searching', query !== '');
  for (const [id, element] of drawn) element.classList.toggle('found', found.includes(id));
  find('#found').textContent = query === '' ? '' : `${found.length} of ${drawn.size}`;
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  const id = found[next % found.length];
  next += 1;
  if (id !== undefined) choose(id, true);
});

document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== field) {
    event.preventDefault();
    field.focus();
  }
  if (event.key !== 'Escape') return;
  if (field.value !== '') {
    field.value = '';
    field.dispatchEvent(new Event('input'));
  } else unchoose();
});
find('#site').addEventListener('click', () => choose('site'));

handleView(stage, view);
// On a phone the drawing needs the room.
if (matchMedia('(max-width: 700px)').matches) find<HTMLDetailsElement>('#legend').open = false;
else panel.showChanges();
view.start();
