import { isDay } from '../checks/schedule/day.ts';
import type { Finding, Pointer } from '../diagnostics/diagnostic.ts';
import { below, isWithin, SITE } from '../diagnostics/pointer.ts';
import { isRecord } from '../diagnostics/show.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Site } from '../schema/site.ts';
import type { Exemption, Exemptions } from './exemption.ts';

/**
 * The exemptions of a site's `exempt`.
 *
 * @param origin the place in the file of a place in the site, where they differ
 */
export function exemptionsOfSite(site: Site, origin = (pointer: Pointer): Pointer => pointer): Exemptions {
  const exemptions: Exemption[] = [];
  const problems: Finding[] = [];
  for (const [position, { code, at, until, reason }] of (site.exempt ?? []).entries()) {
    const own = below(SITE, 'exempt', position);
    const keys = at === '.' ? [] : at.split('/');
    const problem = wrongDay(until, below(own, 'until')) ?? wrongPlace(site, keys, below(own, 'at'));
    if (problem) {
      problems.push({ severity: 'error', ...problem, pointer: origin(problem.pointer) });
      continue;
    }
    const place = origin(below(SITE, ...keys));
    exemptions.push({
      code,
      reason,
      until,
      covers: ({ pointer }) => isWithin(pointer, place),
      where: at === '.' ? 'in the site' : `at ${at}`,
      place: { pointer: origin(below(own, 'code')) },
    });
  }
  return { exemptions, problems };
}

function wrongDay(until: string, pointer: Pointer): Omit<Finding, 'severity'> | undefined {
  if (isDay(until)) return undefined;
  return {
    code: 'exempt/malformed',
    message: `${until} is no day of the calendar`,
    pointer,
    fix: 'the last day on which it holds, such as 2026-12-31',
  };
}

/** Of a place that isn't there, the first word that leads nowhere. */
function wrongPlace(
  site: Site,
  keys: readonly string[],
  pointer: Pointer,
): Omit<Finding, 'severity'> | undefined {
  let value: unknown = site;
  for (const [depth, key] of keys.entries()) {
    const holder: unknown = value;
    const known = isRecord(holder) || Array.isArray(holder) ? Object.keys(holder) : [];
    if (!known.includes(key)) {
      const before = keys.slice(0, depth);
      const meant = suggest(key, known);
      return {
        code: 'exempt/not-found',
        message: `${before.join('/') || 'the site'} has no ${key}`,
        pointer,
        ...(known.length > 0 && { allowed: known.join(', ') }),
        fix:
          meant === undefined
            ? 'the place of the finding, or no exemption'
            : [...before, meant, ...keys.slice(depth + 1)].join('/'),
      };
    }
    value = Reflect.get(holder as object, key);
  }
  return undefined;
}
