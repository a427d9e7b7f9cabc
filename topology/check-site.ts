import { runChecks } from './checks/run.ts';
import { applyExemptions, type ExemptedFinding } from './exempt/apply.ts';
import { exemptionsOfSite } from './exempt/block.ts';
import { NONE, type Exemptions } from './exempt/exemption.ts';
import type { Finding } from './diagnostics/diagnostic.ts';
import type { SoundPart } from './load/sound-part.ts';
import { validateStackFile } from './load/validate.ts';
import type { Plan } from './plan/plan.ts';
import { planSite } from './plan/site.ts';
import type { Site } from './schema/site.ts';
import { indexSite } from './site-index.ts';

export interface CheckOptions {
  /** Names the plan, and through it everything in a cloud. */
  stack: string;
  /** Names of the secrets beside the site, without `skerry:`. */
  secrets: ReadonlySet<string>;
  /** The present time, for what ends at a date. */
  now: Date;
  /** `own`: groups run what a program brings along. Default: the workloads that the site names. */
  software?: 'workloads' | 'own';
  /** `given`: the subnets are a program's, of whatever size. Default: laid out in the network of each region. */
  subnets?: 'laid-out' | 'given';
}

export interface CheckedSite {
  /** All that is wrong, in no particular order. */
  findings: Finding[];
  /** What would be wrong as well, and is accepted for now (`exempt`). */
  exempted: ExemptedFinding[];
  /** @internal Where the schema accepts it. */
  site?: Site;
  /** Where there are no errors. */
  plan?: Plan;
}

/** Checks and plans a site that comes from no file: plain data with the words of `skerry:site`. */
export function checkSite(site: unknown, options: CheckOptions): CheckedSite {
  return checkFile({ config: { 'skerry:site': site } }, options);
}

/**
 * Checks and plans a stack file that has been parsed. All problems are collected: where words are wrong, the checks look
 * at the part that is sound, and what would only follow from the rest isn't told.
 *
 * @param comments what the file's comments exempt, beside the site's `exempt`
 */
export function checkFile(
  file: Record<string, unknown>,
  options: CheckOptions,
  comments: Exemptions = NONE,
): CheckedSite {
  const { stack, secrets, now, software, subnets } = options;
  const validated = validateStackFile(file);
  if (!validated.valid) {
    const { findings, part } = validated;
    const found = part ? checkPart(part, options) : [];
    const block = part ? exemptionsOfSite(part.site, part.origin) : NONE;
    const counted = exempting(found, [block, comments], { now, complete: false });
    return { ...counted, findings: [...findings, ...counted.findings] };
  }
  const site = validated.value.config['skerry:site'];
  const index = indexSite(site, software);
  const found = runChecks({ site, index, secrets, now, ...(subnets && { subnets }) });
  const counted = exempting(found, [exemptionsOfSite(site), comments], { now, complete: true });
  const sound = !counted.findings.some(({ severity }) => severity === 'error');
  return { ...counted, site, ...(sound && { plan: planSite(site, stack, index) }) };
}

function exempting(
  found: readonly Finding[],
  sources: readonly Exemptions[],
  how: { now: Date; complete: boolean },
): Pick<CheckedSite, 'findings' | 'exempted'> {
  const all = sources.flatMap(({ exemptions }) => exemptions);
  const { findings, exempted } = applyExemptions(found, all, how);
  return { findings: [...findings, ...sources.flatMap(({ problems }) => problems)], exempted };
}

function checkPart(
  { site, leftOut, origin }: SoundPart,
  { secrets, now, software, subnets }: CheckOptions,
): Finding[] {
  const index = indexSite(site, software);
  const context = { site, index, secrets, now, leftOut, ...(subnets && { subnets }) };
  return runChecks(context).map((finding) => ({
    ...finding,
    pointer: origin(finding.pointer),
    ...(finding.related && {
      related: finding.related.map(({ pointer, message }) => ({ pointer: origin(pointer), message })),
    }),
  }));
}
