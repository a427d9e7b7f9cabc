import { safeJson } from '../diagnostics/format/safe-text.ts';
import type { Plan } from '../plan/plan.ts';
import { showPlace, type Place } from './diagram.ts';
import type { Picture } from './picture.ts';

/** The plan as it is. Ends with a newline. */
export function renderJson(plan: Plan): string {
  return safeJson(plan);
}

/** What a comparison has found, for programs: boxes and arrows that differ, and in which values. Ends with a newline. */
export function renderJsonDiff({ diagram, compared }: Required<Picture>): string {
  const { since, boxes, arrows } = compared;
  const count = (change: string) => [...boxes.values()].filter((box) => box.change === change).length;
  return safeJson({
    stack: diagram.stack,
    since,
    summary: { added: count('added'), changed: count('changed'), removed: count('removed') },
    boxes: diagram.boxes.flatMap(({ id, kind, label, inside, place }) => {
      const box = boxes.get(id);
      if (!box) return [];
      const { change, details, values } = box;
      // What is gone has no place in the present file.
      const where = place && change !== 'removed' ? { place: showPlace(place) } : {};
      return [
        {
          ...{ id, kind, label, change },
          ...(inside !== undefined && { inside }),
          ...where,
          ...(change === 'changed' && { details: details.map(withPlace), values }),
        },
      ];
    }),
    arrows: diagram.arrows.flatMap(({ id, meaning, from, to }) => {
      const arrow = arrows.get(id);
      return arrow ? [{ id, meaning, from, to, ...arrow }] : [];
    }),
  });
}

function withPlace<T extends { place?: Place }>({ place, ...rest }: T) {
  return { ...rest, ...(place && { place: showPlace(place) }) };
}
