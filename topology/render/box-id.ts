import type { BoxKind } from './diagram.ts';

/** There is one of each. */
export const SITE_BOX = 'site';
export const CLIENTS = 'clients';
export const UPSTREAM = 'upstream';

/** @param id of the plan's node */
export const boxId = (kind: BoxKind, id: string): string => `${kind}:${id}`;
