import type { PageBox, PageData, PageRow } from '../html/page-data.ts';

export interface Panel {
  show: (box: PageBox) => void;
  /** What has changed, where revisions were compared. */
  showChanges: () => void;
  hide: () => void;
}

/** @param choose another box, whose name was clicked */
export function createPanel(
  panel: HTMLElement,
  { boxes, compared }: PageData,
  choose: (id: string) => void,
  close: () => void,
): Panel {
  const fill = (heading: string, ...content: Node[]): void => {
    const end = element('button', '×');
    end.setAttribute('aria-label', 'Close the details');
    end.addEventListener('click', close);
    panel.replaceChildren(element('div', element('h2', heading), end), ...content);
    panel.firstElementChild!.className = 'top';
    panel.hidden = false;
    panel.scrollTop = 0;
  };
  const link = (text: string, id: string): HTMLElement => {
    const button = element('button', text);
    button.addEventListener('click', () => choose(id));
    return element('li', button);
  };

  return {
    show(box) {
      const kind = named(element('p', box.kind), 'kind');
      if (box.change) kind.append(' ', named(element('span', box.change), `tag ${box.change}`));
      const place = box.place === undefined ? [] : [named(element('p', box.place), 'place')];
      const arrows = box.arrows.map(({ sentence, other, change }) =>
        link(change === undefined ? sentence : `${sentence}: ${change}`, other),
      );
      fill(
        box.name,
        kind,
        ...place,
        ...(box.details.length > 0 ? [element('dl', ...box.details.map(row))] : []),
        ...(arrows.length > 0 ? [element('h3', 'Flow of data'), element('ul', ...arrows)] : []),
      );
    },
    showChanges() {
      if (!compared) return;
      const changed = boxes.filter(({ change }) => change !== undefined);
      fill(
        'Changes',
        named(element('p', `since ${compared.since}: ${compared.summary}`), 'kind'),
        element('ul', ...changed.map(({ id, kind, name, change }) => link(`${change}: ${kind} ${name}`, id))),
      );
    },
    hide() {
      panel.hidden = true;
    },
  };
}

function row({ name, value, before, changed, place }: PageRow): HTMLElement {
  const told = element('dd');
  if (before !== undefined) told.append(element('del', before), value === '' ? '' : ' → ');
  told.append(changed && value !== '' ? element('ins', value) : value);
  if (place !== undefined) told.append(element('small', place));
  return element('div', element('dt', name), told);
}

function element(name: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function named(made: HTMLElement, name: string): HTMLElement {
  made.className = name;
  return made;
}
