import type { View } from './view.ts';

/** A press that moves less than this is a click. In pixels. */
const STILL = 5;
const STEP = 60;
const ZOOM = 1.25;

/** Moves and zooms by mouse, fingers and keys. */
export function handleView(stage: HTMLElement, view: View): void {
  const pressed = new Map<number, { x: number; y: number }>();
  let travelled = 0;

  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (pressed.size === 0) travelled = 0;
    pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener('pointermove', (event) => {
    const before = pressed.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const [other] = [...pressed].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
    pressed.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled > STILL && !stage.hasPointerCapture(event.pointerId)) {
      // Not before: a captured click would reach the stage in place of the box.
      stage.setPointerCapture(event.pointerId);
      stage.classList.add('dragging');
    }
    if (!other) {
      view.move(now.x - before.x, now.y - before.y);
      return;
    }
    const corner = stage.getBoundingClientRect();
    const middle = { x: (now.x + other.x) / 2 - corner.x, y: (now.y + other.y) / 2 - corner.y };
    view.move((now.x - before.x) / 2, (now.y - before.y) / 2);
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    if (was > 0) view.zoom(Math.hypot(now.x - other.x, now.y - other.y) / was, middle);
  });
  const release = (event: PointerEvent): void => {
    pressed.delete(event.pointerId);
    if (pressed.size === 0) stage.classList.remove('dragging');
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', release);
  // The end of a drag is no click.
  stage.addEventListener('click', (event) => travelled > STILL && event.stopPropagation(), true);

  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const corner = stage.getBoundingClientRect();
      // Lines of some mice, pixels of others.
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
      const factor = Math.exp(-Math.max(-200, Math.min(200, pixels)) / 400);
      view.zoom(factor, { x: event.clientX - corner.x, y: event.clientY - corner.y });
    },
    { passive: false },
  );

  const keys: Record<string, () => void> = {
    '+': () => view.zoom(ZOOM),
    '=': () => view.zoom(ZOOM),
    '-': () => view.zoom(1 / ZOOM),
    '0': view.fit,
    ArrowLeft: () => view.move(STEP, 0),
    ArrowRight: () => view.move(-STEP, 0),
    ArrowUp: () => view.move(0, STEP),
    ArrowDown: () => view.move(0, -STEP),
  };
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  button('zoom-in').addEventListener('click', () => view.zoom(ZOOM));
  button('zoom-out').addEventListener('click', () => view.zoom(1 / ZOOM));
  button('fit').addEventListener('click', view.fit);
}

const button = (id: string): HTMLElement => document.getElementById(id)!;
