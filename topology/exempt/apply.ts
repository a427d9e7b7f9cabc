import { catalogue, codeOf, isExemptible } from '../codes/catalogue.ts';
import type { Accepted, Finding } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isOver, type Exemption, type Place } from './exemption.ts';

export interface ExemptedFinding extends Finding {
  accepted: Accepted & { place: Place };
}

export interface Applied {
  /** What counts, and what is wrong with the exemptions. */
  findings: Finding[];
  exempted: ExemptedFinding[];
}

/**
 * Which findings count. An exemption that is over, unused or not allowed exempts nothing, and is a finding itself.
 *
 * @param options.complete whether all that there is has been found: else an exemption may well be for the rest
 */
export function applyExemptions(
  findings: readonly Finding[],
  exemptions: readonly Exemption[],
  { now, complete }: { now: Date; complete: boolean },
): Applied {
  if (exemptions.length === 0) return { findings: [...findings], exempted: [] };
  const refused = exemptions.flatMap((exemption) => refusal(exemption) ?? []);
  const holding = exemptions.filter((one) => !refusal(one) && !isOver(one, now));
  const over = exemptions.filter((one) => !refusal(one) && isOver(one, now));
  const covering = (finding: Finding) =>
    holding.filter(({ code, covers }) => code === finding.code && covers(finding));

  const used = new Set(findings.flatMap(covering));
  const counting = findings.filter((finding) => covering(finding).length === 0);
  const exempted = findings.flatMap((finding): ExemptedFinding[] => {
    const [by] = covering(finding);
    return by ? [{ ...finding, accepted: { reason: by.reason, until: by.until, place: by.place } }] : [];
  });
  const unused = complete ? holding.filter((one) => !used.has(one)) : [];
  return {
    findings: [
      ...counting,
      ...refused,
      ...over.map((one) => expired(one, findings)),
      ...unused.map((one) => idle(one, counting)),
    ],
    exempted,
  };
}

function refusal({ code, place }: Exemption): Finding | undefined {
  const meaning = codeOf(code);
  if (!meaning) {
    return {
      code: 'exempt/unknown-code',
      severity: 'error',
      message: `${code} is the code of no finding`,
      ...place,
      fix:
        suggest(
          code,
          catalogue.map((each) => each.code),
        ) ?? 'the code as the finding has it',
    };
  }
  if (isExemptible(meaning)) return undefined;
  return {
    code: 'exempt/not-allowed',
    severity: 'error',
    message: `${code} can't be exempted: what it finds can't be planned, or is refused or not honoured in the end`,
    ...place,
    fix: 'leave the exemption out, and mend what is found',
  };
}

function expired({ code, until, place, covers }: Exemption, findings: readonly Finding[]): Finding {
  const still = findings.some((finding) => finding.code === code && covers(finding));
  return {
    code: 'exempt/expired',
    severity: 'warning',
    message: `the exemption of ${code} ended with ${until}${still ? ', and what it was for is still there' : ''}`,
    ...place,
    fix: still
      ? 'mend it, or have it accepted anew, until another day'
      : 'leave it out: nothing is found there any more',
  };
}

/** How many places are named where the same code is told. */
const NAMED = 3;

function idle({ code, where, place }: Exemption, counting: readonly Finding[]): Finding {
  const elsewhere = counting.filter((finding) => finding.code === code && finding.range === undefined);
  return {
    code: 'exempt/unused',
    severity: 'warning',
    message: `nothing of ${code} is found ${where}`,
    ...place,
    fix: elsewhere.length > 0 ? 'the place where it is told' : 'leave it out',
    ...(elsewhere.length > 0 && {
      related: elsewhere.slice(0, NAMED).map(({ pointer }) => ({ pointer, message: 'it is told here' })),
    }),
  };
}
