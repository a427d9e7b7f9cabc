import type { Arrow, Box, Diagram } from './diagram.ts';
import { meaningFacts } from './meanings.ts';

/** A box as people name it: `cn-hangzhou/git`; what lies in no region by its label alone. */
export function boxName({ label, inside }: Box): string {
  return inside === undefined ? label : `${inside.slice(inside.indexOf(':') + 1)}/${label}`;
}

/** What an arrow says: `cn-hongkong/mirror-sync publishes into cn-hangzhou/mirror`. */
export function sentences({ boxes, arrows }: Diagram): Map<string, string> {
  const names = new Map(boxes.map((box) => [box.id, boxName(box)]));
  const nameOf = (id: string) => names.get(id) ?? id;
  return new Map(
    arrows.map((arrow: Arrow) => {
      const { id, meaning, from, to, note } = arrow;
      const sentence = `${nameOf(from)} ${meaningFacts(meaning).verb} ${nameOf(to)}`;
      return [id, note === undefined ? sentence : `${sentence} (${note})`];
    }),
  );
}
