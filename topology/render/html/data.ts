import { showPlace } from '../diagram.ts';
import { showSince, type Picture } from '../picture.ts';
import { boxName, sentences } from '../sentence.ts';
import { kindNames } from '../svg/box.ts';
import { summary } from '../svg/render.ts';
import type { PageData, PageRow } from './page-data.ts';

export function pageData({ diagram, compared }: Picture): PageData {
  const said = sentences(diagram);
  return {
    boxes: diagram.boxes.map((box) => {
      const change = compared?.boxes.get(box.id);
      return {
        id: box.id,
        kind: kindNames[box.kind],
        name: boxName(box),
        lines: box.lines,
        details: rows(box.details, change?.details ?? []),
        ...(box.place && { place: showPlace(box.place) }),
        ...(change && { change: change.change }),
        arrows: diagram.arrows
          .filter(({ from, to }) => from === box.id || to === box.id)
          .map(({ id, from, to }) => {
            const arrow = compared?.arrows.get(id);
            return {
              id,
              sentence: said.get(id) ?? '',
              other: from === box.id ? to : from,
              ...(arrow && { change: arrow.change }),
            };
          }),
      };
    }),
    ...(compared && { compared: { since: showSince(compared.since), summary: summary(compared) } }),
  };
}

type Details = Picture['diagram']['boxes'][number]['details'];
type Changes = NonNullable<ReturnType<NonNullable<Picture['compared']>['boxes']['get']>>['details'];

/** Rows as they are, each with what it was; those that are gone come last. */
function rows(details: Details, changes: Changes): PageRow[] {
  const changed = new Map(changes.map((row) => [row.name, row]));
  const present = details.map(({ name, value, place }): PageRow => {
    const change = changed.get(name);
    return {
      name,
      value,
      ...(place && { place: showPlace(place) }),
      ...(change && { changed: true, ...(change.before !== undefined && { before: change.before }) }),
    };
  });
  const gone = changes.flatMap(({ name, before, after }): PageRow[] =>
    after === undefined && before !== undefined ? [{ name, value: '', before, changed: true }] : [],
  );
  return [...present, ...gone];
}
