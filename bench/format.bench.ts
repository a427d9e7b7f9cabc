import { analyse } from '../topology/analyse.ts';
import { ruleHelpOf } from '../topology/codes/rule-help.ts';
import { formats, type Format } from '../topology/diagnostics/format/formats.ts';
import type { Report } from '../topology/diagnostics/format/report.ts';
import type { Measurement } from './goal.ts';
import { groupsFor, largeSite } from './large-site.ts';
import { summarise } from './statistics.ts';

const FINDINGS = 10_000;
const RUNS = 7;

/** 10,000 findings of one large file in each format, beside what JSON.stringify alone takes for the same findings. */
export async function measure(): Promise<Measurement[]> {
  const reports = [manyFindings()];
  const floor = samplesOf(() => JSON.stringify(reports[0]?.diagnostics, null, 2));
  const beside = `JSON.stringify of the same findings: median ${summarise(floor).median.toFixed(0)} ms`;
  return (Object.keys(formats) as Format[]).map((format) => ({
    name: `${FINDINGS} findings as ${format}`,
    unit: 'ms',
    figure: summarise(samplesOf(() => formats[format](reports, options))),
    goal: { most: 1000 },
    notes: [beside],
  }));
}

const options = {
  colour: true,
  width: 100,
  elapsedMs: 0,
  failOn: 'error' as const,
  pathOf: (file: string) => file,
  ruleOf: ruleHelpOf,
  version: '0.0.0',
  category: 'check',
};

/** In milliseconds, after one run that isn't counted. */
function samplesOf(work: () => string): number[] {
  work();
  return Array.from({ length: RUNS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

/** A site whose every group has min beyond max, told as often as it takes. */
function manyFindings(): Report {
  const text = largeSite(groupsFor(5000)).replaceAll('min: 1, max: 4', 'min: 5, max: 4');
  const analysis = analyse({ path: 'stacks/Pulumi.large.yaml', text, now: new Date('2026-11-22T12:00:00Z') });
  const { diagnostics } = analysis;
  if (diagnostics.length === 0)
    throw new Error('nothing is found in the site that should be full of mistakes');
  const copies = Array.from({ length: Math.ceil(FINDINGS / diagnostics.length) }, () => diagnostics);
  return { ...analysis, diagnostics: copies.flat().slice(0, FINDINGS) };
}
