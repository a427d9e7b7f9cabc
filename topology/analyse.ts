import { runChecks } from './checks/run.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort.ts';
import type { Locator } from './load/locate.ts';
import { parseStackFile } from './load/parse.ts';
import { readStackFile, stackOfFile } from './load/read.ts';
import { validateStackFile } from './load/validate.ts';
import type { Plan } from './plan/plan.ts';
import { planSite } from './plan/site.ts';
import type { Site } from './schema/site.ts';
import { indexSite } from './site-index.ts';

export interface Analysis {
  /** The path as given: what messages print. */
  file: string;
  /** By the file's name. */
  stack: string;
  /** What was analysed, for code frames. */
  text: string;
  locator: Locator;
  /** The site, where the schema accepts it. */
  site?: Site;
  /** The plan, where there are no errors. */
  plan?: Plan;
  /** All that is wrong, sorted by place. */
  diagnostics: Diagnostic[];
}

export interface AnalyseOptions {
  /** Path of the stack file; its name says the stack. */
  path: string;
  /** The text, where it isn't that of the file (an editor's, another revision's). */
  text?: string;
  /** The present time, for what ends at a date. */
  now: Date;
}

/**
 * Loads, checks and plans one stack file. Problems are collected and told together, in two steps: what the cross-field
 * checks say of a file whose words are wrong would be noise.
 *
 * @throws what reading the file throws, where no text is given
 */
export function analyse({ path, text, now }: AnalyseOptions): Analysis {
  const parsed = parseStackFile(path, text ?? readStackFile(path));
  const { locator } = parsed;
  const analysis: Analysis = {
    file: path,
    stack: stackOfFile(path),
    text: parsed.text,
    locator,
    diagnostics: [],
  };
  if (!parsed.value) return { ...analysis, diagnostics: sortDiagnostics(parsed.problems) };

  const validated = validateStackFile(parsed.value);
  if (!validated.valid) {
    return { ...analysis, diagnostics: sortDiagnostics(validated.findings.map(locator.diagnose)) };
  }
  const site = validated.value.config['skerry:site'];
  const index = indexSite(site);
  const secrets = secretNames(Object.keys(validated.value.config));
  const findings = runChecks({ site, index, secrets, now });
  const diagnostics = sortDiagnostics(findings.map(locator.diagnose));
  const sound = !findings.some(({ severity }) => severity === 'error');
  return { ...analysis, site, diagnostics, ...(sound && { plan: planSite(site, analysis.stack, index) }) };
}

function secretNames(configKeys: string[]): Set<string> {
  return new Set(
    configKeys
      .filter((key) => key.startsWith('skerry:') && key !== 'skerry:site')
      .map((key) => key.slice('skerry:'.length)),
  );
}
