import type { Domain } from './names.ts';

/**
 * The certificate, as the file names it (`cas/…`, `acm/…`), that a place answers with: `edge` for the CDN, else the
 * name of the region whose balancers do. `undefined`: the file names none for it.
 */
export function certificateFor(
  domain: Pick<Domain, 'certificate'> & { certificates?: Readonly<Record<string, string>> },
  place: string,
): string | undefined {
  const { certificate, certificates = {} } = domain;
  return Object.hasOwn(certificates, place) ? certificates[place] : certificate;
}
