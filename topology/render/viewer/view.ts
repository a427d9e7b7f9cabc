/** What part of the drawing is seen, and how large: moves, zooms and fits it. */
export interface View {
  /** Shows all of it, never larger than life. */
  fit: () => void;
  /** Shows it as wide as the window where all of it would be too small to read. */
  start: () => void;
  /** @param at stays where it is, in pixels from the stage's corner; absent: the middle */
  zoom: (factor: number, at?: Spot) => void;
  /** In pixels of the screen. */
  move: (x: number, y: number) => void;
  /** Brings a part of the drawing into sight where it is not, and with `closer` where it is too small to read. */
  show: (element: SVGGraphicsElement, closer: boolean) => void;
}

interface Spot {
  x: number;
  y: number;
}

const LEAST = 0.05;
const MOST = 6;
const MARGIN = 16;
/** Text smaller than this part of its size can't be read. */
const READABLE = 0.6;

export function createView(stage: HTMLElement, svg: SVGSVGElement): View {
  const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  let [x, y, scale] = [0, 0, 1];

  const draw = (): void => {
    const { clientWidth, clientHeight } = stage;
    svg.setAttribute('viewBox', [x, y, clientWidth / scale, clientHeight / scale].join(' '));
  };
  const scaleTo = (width: number, height: number): number => {
    const room = { width: stage.clientWidth - 2 * MARGIN, height: stage.clientHeight - 2 * MARGIN };
    return clamp(Math.min(room.width / width, room.height / height, 1));
  };
  const centre = (middle: Spot): void => {
    x = middle.x - stage.clientWidth / scale / 2;
    y = middle.y - stage.clientHeight / scale / 2;
    draw();
  };
  const fit = (): void => {
    scale = scaleTo(whole.width, whole.height);
    centre({ x: whole.width / 2, y: whole.height / 2 });
  };
  const zoom = (factor: number, at = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 }): void => {
    const next = clamp(scale * factor);
    x += at.x / scale - at.x / next;
    y += at.y / scale - at.y / next;
    scale = next;
    draw();
  };

  new ResizeObserver(draw).observe(stage);
  return {
    fit,
    start() {
      fit();
      if (scale >= READABLE) return;
      scale = Math.max(scaleTo(whole.width, 1), READABLE);
      x = Math.min(-MARGIN / scale, (whole.width - stage.clientWidth / scale) / 2);
      y = -MARGIN / scale;
      draw();
    },
    zoom,
    move(byX, byY) {
      x -= byX / scale;
      y -= byY / scale;
      draw();
    },
    show(element, closer) {
      const box = element.getBBox();
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const [right, bottom] = [x + stage.clientWidth / scale, y + stage.clientHeight / scale];
      const seen = box.x >= x && box.y >= y && box.x + box.width <= right && box.y + box.height <= bottom;
      if (seen && (scale >= READABLE || !closer)) return;
      if (closer) scale = Math.max(scale, READABLE);
      centre(middle);
    },
  };
}

const clamp = (scale: number): number => Math.min(Math.max(scale, LEAST), MOST);
