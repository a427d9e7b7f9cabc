import { formatSeconds } from '../../cli/output/duration.ts';
import { renderTable } from '../../cli/output/table.ts';
import { formatSum, type Estimate, type EstimateLine } from '../price/estimate.ts';
import { verdictOf, type Report, type StepRecord } from './report.ts';

/** The report for people, in Markdown. */
export function renderReport(report: Report, data: string): string {
  const { run, stack, began, ended, by, changes, estimate, steps } = report;
  return [
    `# Acceptance of ${stack}: ${verdictOf(report)}`,
    '',
    `Run \`${run}\` began ${began}${ended === undefined ? '' : ` and ended ${ended}`}, on ${by.host} (pid ${by.pid}).`,
    ...leftovers(report, data),
    '',
    '| Step | Result | Took | |',
    '| --- | --- | --- | --- |',
    ...steps.map(renderStep),
    ...section('What was tried differs from the stack file', changes),
    ...(estimate ? ['', '## Estimate', '', ...renderEstimate(estimate)] : []),
    '',
  ].join('\n');
}

/** First of all: that something may still cost money, and how it goes. */
function leftovers({ run, left, ended }: Report, data: string): string[] {
  if (left === 'nothing') return [];
  return [
    '',
    ended === undefined
      ? '**Something of this run may exist.** Unless the run still goes on, take it down:'
      : '**Something of this run is left.** Take it down:',
    '',
    '```sh',
    `npm run acceptance -- --clean ${data}`,
    '```',
    '',
    `All of it bears the tag \`skerry:stack\` = \`${run}\`, where the cloud has tags; its stack file is \`stacks/Pulumi.${run}.yaml\`.`,
  ];
}

function renderStep({ name, state, seconds, facts, reason }: StepRecord): string {
  const took = seconds === undefined ? '' : formatSeconds(seconds);
  const words = [...facts, ...(reason === undefined ? [] : [reason])].join('; ');
  return `| ${name} | ${state} | ${took} | ${words.replaceAll('|', '\\|').replace(/\s*\n\s*/g, '<br>')} |`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines.map((line) => `- ${line}`)];
}

/** For the terminal and the report alike. */
export function renderEstimate({ hours, lines, usual, most, unpriced, byUse }: Estimate): string[] {
  if (lines.length === 0) return ['Nothing of it costs.'];
  return [
    '```text',
    ...renderTable(['WHAT', 'WHERE', 'PIECES', 'AN HOUR EACH', 'SOURCE'], lines.map(renderLine)),
    '```',
    '',
    `For ${hours} h: ${formatSum(usual)}, and ${formatSum(most)} with each group at its max.`,
    ...(unpriced.length === 0 ? [] : [`Not priced, and in no sum: ${unpriced.join(', ')}.`]),
    ...(byUse.length === 0 ? [] : [`By use, and in no sum: ${byUse.join('; ')}.`]),
  ];
}

function renderLine({ what, where, usual, most, price }: EstimateLine): string[] {
  return [
    what,
    where,
    usual === most ? String(usual) : `${usual}–${most}`,
    price ? `${Number(price.hourly.amount.toPrecision(4))} ${price.hourly.currency}` : 'not priced',
    price?.source ?? '',
  ];
}
