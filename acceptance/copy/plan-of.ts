import { parseDocument } from 'yaml';
import { Findings } from '../../cli/failure.ts';
import type { Project } from '../../cli/stack/project.ts';
import { analyse } from '../../topology/analyse.ts';
import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import { readStackFile } from '../../topology/load/read.ts';
import type { Plan } from '../../topology/plan/plan.ts';

const WIDTH = 100;

/**
 * The plan of a run's stack file, which need not be written yet.
 *
 * @throws {Findings} where the checks refuse it
 */
export function planOf(file: string, text = readStackFile(file)): Plan {
  const analysis = analyse({ path: file, text, now: new Date() });
  if (analysis.plan) return analysis.plan;
  throw new Findings(formatPretty([analysis], { colour: false, width: WIDTH, elapsedMs: 0 }));
}

/** Domain of each stack that has one. */
export function domainsOf(project: Project): Record<string, string> {
  const domains = project.stacks().flatMap((stack): [string, string][] => {
    const document = parseDocument(readStackFile(project.stackFile(stack)));
    const name = document.getIn(['config', 'skerry:site', 'domain', 'name']);
    return typeof name === 'string' ? [[stack, name]] : [];
  });
  return Object.fromEntries(domains);
}
