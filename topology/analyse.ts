import { checkFile } from './check-site.ts';
import type { Diagnostic, ExemptedDiagnostic } from './diagnostics/diagnostic.ts';
import { isRecord } from './diagnostics/show.ts';
import type { ExemptedFinding } from './exempt/apply.ts';
import { exemptionsOfComments } from './exempt/comments.ts';
import { sortDiagnostics } from './diagnostics/sort.ts';
import type { Locator } from './load/locate.ts';
import { parseStackFile } from './load/parse.ts';
import { readStackFile, stackOfFile } from './load/read.ts';
import type { Plan } from './plan/plan.ts';
import type { Site } from './schema/site.ts';

export interface Analysis {
  /** The path as given: what messages print. */
  file: string;
  /** By the file's name. */
  stack: string;
  /** What was analysed, for code frames. */
  text: string;
  locator: Locator;
  /** @internal The site, where the schema accepts it. */
  site?: Site;
  /** The plan, where there are no errors. */
  plan?: Plan;
  /** All that is wrong, sorted by place. */
  diagnostics: Diagnostic[];
  /** What would be wrong as well, and is accepted for now (`exempt`), sorted by place. */
  exempted: ExemptedDiagnostic[];
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
 * Loads, checks and plans one stack file. All problems are collected and told together: where words are wrong, the
 * checks look at the part that is sound, and what would only follow from the rest isn't told.
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
    exempted: [],
  };
  if (!parsed.value) return { ...analysis, diagnostics: sortDiagnostics(parsed.problems) };

  const secrets = secretNames(parsed.value['config']);
  const comments = exemptionsOfComments(parsed);
  const options = { stack: analysis.stack, secrets, now };
  const { findings, exempted, ...sound } = checkFile(parsed.value, options, comments);
  return {
    ...analysis,
    ...sound,
    diagnostics: sortDiagnostics(findings.map(locator.diagnose)),
    exempted: sortDiagnostics(exempted.map((finding) => diagnoseExempted(finding, locator))),
  };
}

function diagnoseExempted({ accepted, ...finding }: ExemptedFinding, locator: Locator): ExemptedDiagnostic {
  const { reason, until, place } = accepted;
  const range = place.range ?? locator.locate(place.pointer, place.at).range;
  return { ...locator.diagnose(finding), accepted: { reason, until, range } };
}

function secretNames(config: unknown): Set<string> {
  return new Set(
    Object.keys(isRecord(config) ? config : {})
      .filter((key) => key.startsWith('skerry:') && key !== 'skerry:site')
      .map((key) => key.slice('skerry:'.length)),
  );
}
