import type { PageBox } from '../html/page-data.ts';

/** What a search looks at: all that is told of a box. */
function textOf({ kind, name, lines, details, place, change }: PageBox): string {
  const rows = details.map((row) => `${row.name} ${row.value} ${row.before ?? ''}`);
  return [kind, name, ...lines, ...rows, place, change].join('\n').toLowerCase();
}

/** Gives the ids of the boxes that have every word of the query, in their order. */
export function createSearch(boxes: readonly PageBox[]): (query: string) => string[] {
  const texts = boxes.map((box) => [box.id, textOf(box)] as const);
  return (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return texts.flatMap(([id, text]) => (words.every((word) => text.includes(word)) ? [id] : []));
  };
}
