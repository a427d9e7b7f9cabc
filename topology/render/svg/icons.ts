import type { BoxKind } from '../diagram.ts';

/** Line drawings of 16 by 16 pixels, as data of paths. */
export const icons: Partial<Record<BoxKind, string>> = {
  group: 'M1.5 5.5h9v9h-9z M4.5 5V2.5h9v9H11',
  loadBalancer: 'M1.5 8H6 M6 8c3 0 2-5 6-5h2 M6 8h8 M6 8c3 0 2 5 6 5h2',
  bucket: 'M2.5 3.5a5.5 2 0 1 0 11 0a5.5 2 0 1 0-11 0 M2.5 3.5v9a5.5 2 0 0 0 11 0v-9',
  redis: 'M8 1.5l6.5 3L8 7.5l-6.5-3z M1.5 8L8 11l6.5-3 M1.5 11.5L8 14.5l6.5-3',
  cdn: 'M1.5 8a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0 M1.5 8h13 M8 1.5c-4 4-4 9 0 13 M8 1.5c4 4 4 9 0 13',
  upstream: 'M8 1.5l6 3v7l-6 3-6-3v-7z M2 4.5l6 3 6-3 M8 7.5v7',
  clients: 'M5 5a3 3 0 1 0 6 0a3 3 0 1 0-6 0 M2 14.5c0-3.5 2.5-5 6-5s6 1.5 6 5',
};
