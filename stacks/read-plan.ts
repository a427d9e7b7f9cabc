import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../components/plan-error.ts';
import { type Analysis, analyse } from '../topology/analyse.ts';
import { formatPretty } from '../topology/diagnostics/format/pretty.ts';
import { sameValue } from '../topology/load/same-value.ts';
import type { Plan } from '../topology/plan/plan.ts';

/** Columns of messages: the engine's own display breaks nothing. */
const WIDTH = 100;

const SITE = '/config/skerry:site';

export interface PlanSource {
  /** Folder of Pulumi.yaml. */
  root: string;
  stack: string;
  /** `skerry:site` as the engine passes it. */
  engineSite: unknown;
  now: Date;
  /** Told the checks' warnings, as one text. */
  warn: (text: string) => void;
}

/**
 * The plan of a stack, from its file.
 *
 * The file is read here and not taken from the engine, because only so a finding knows its line. The engine's own
 * reading must say the same, or resources would come from another site than the one that was checked.
 *
 * @throws PlanError with everything that is wrong
 */
export function readPlan({ root, stack, engineSite, now, warn }: PlanSource): Plan {
  const started = performance.now();
  const file = join('stacks', `Pulumi.${stack}.yaml`);
  const analysis = analyse({ path: file, text: readText(root, file), now });
  const told = (found: Analysis) =>
    formatPretty([found], { colour: false, width: WIDTH, elapsedMs: performance.now() - started });
  if (!analysis.plan) throw new PlanError(`the checks refuse ${file}\n\n${told(analysis)}`);

  const difference = sameValue(analysis.site, engineSite, SITE);
  if (difference) {
    const { pointer, ours, theirs } = difference;
    throw new PlanError(
      `${file}: the checks read ${show(ours)} at ${pointer}, but Pulumi's engine reads ${show(theirs)}. ` +
        'Put the value in quotes; if it is missing for the engine, look for a second file with its configuration',
    );
  }
  if (analysis.diagnostics.length > 0) warn(told(analysis));
  return analysis.plan;
}

function readText(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PlanError(`${file} does not exist: a stack is described by a file of its name`);
  }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
