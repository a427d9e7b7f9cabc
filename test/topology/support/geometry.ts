import type { Diagram } from '../../../topology/render/diagram.ts';
import type { Layout, Point, Rectangle } from '../../../topology/render/layout/layout.ts';

/** What makes a layout unreadable: each fault in words. */
export function faultsOf({ boxes }: Diagram, layout: Layout): string[] {
  const placed = boxes.flatMap((box) => {
    const place = layout.boxes.get(box.id);
    return place ? [{ ...box, place }] : [];
  });
  const missing = boxes.filter(({ kind, id }) => kind !== 'site' && !layout.boxes.has(id));
  const solid = placed.filter(({ kind }) => kind !== 'region');
  const regions = placed.filter(({ kind }) => kind === 'region');
  const sheet = { x: 0, y: 0, width: layout.width, height: layout.height };
  return [
    ...missing.map(({ id }) => `${id} has no place`),
    ...[solid, regions].flatMap((items) =>
      items.flatMap((one, index) =>
        items
          .slice(index + 1)
          .flatMap((other) => (overlap(one.place, other.place) ? [`${one.id} lies on ${other.id}`] : [])),
      ),
    ),
    ...placed.flatMap(({ id, inside, place }) => {
      const around = inside === undefined ? sheet : layout.boxes.get(inside)!;
      return contains(around, place) ? [] : [`${id} sticks out of ${inside ?? 'the sheet'}`];
    }),
    ...layout.lines.flatMap(({ id, points }) =>
      points.slice(1).flatMap((end, index) => {
        const start = points[index]!;
        if (start.x !== end.x && start.y !== end.y) return [`${id} runs aslant`];
        return solid.flatMap((box) =>
          crosses(start, end, box.place) ? [`${id} runs through ${box.id}`] : [],
        );
      }),
    ),
  ];
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** Through its inside; to touch the border is how a line ends. */
const crosses = (a: Point, b: Point, box: Rectangle): boolean =>
  Math.min(a.x, b.x) < box.x + box.width - 1 &&
  Math.max(a.x, b.x) > box.x + 1 &&
  Math.min(a.y, b.y) < box.y + box.height - 1 &&
  Math.max(a.y, b.y) > box.y + 1;
