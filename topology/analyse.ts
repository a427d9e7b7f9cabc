import { checkFile } from './check-site.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { isRecord } from './diagnostics/show.ts';
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
  };
  if (!parsed.value) return { ...analysis, diagnostics: sortDiagnostics(parsed.problems) };

  const secrets = secretNames(parsed.value['config']);
  const { findings, ...sound } = checkFile(parsed.value, { stack: analysis.stack, secrets, now });
  return { ...analysis, ...sound, diagnostics: sortDiagnostics(findings.map(locator.diagnose)) };
}

function secretNames(config: unknown): Set<string> {
  return new Set(
    Object.keys(isRecord(config) ? config : {})
      .filter((key) => key.startsWith('skerry:') && key !== 'skerry:site')
      .map((key) => key.slice('skerry:'.length)),
  );
}
