import { policies } from '../../policies/registry.ts';
import type { Analysis } from '../../topology/analyse.ts';
import type { Diagnostic, Finding, Position } from '../../topology/diagnostics/diagnostic.ts';
import type { Report } from '../../topology/diagnostics/format/report.ts';
import { SITE } from '../../topology/diagnostics/pointer.ts';
import { sortDiagnostics } from '../../topology/diagnostics/sort.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { describeUrn } from '../engine/events.ts';
import { causeOf } from './cause.ts';
import { placeOf } from './place.ts';
import type { PolicyViolation } from './violations.ts';

/** Main file of the program: what resources come from that no block of a stack file asks for. */
const PROGRAM = 'stacks/index.ts';

const START: Position = { line: 1, column: 1, offset: 0 };

const byId = new Map(policies.map((policy) => [policy.id, policy]));

/**
 * Violations beside what the checks found, each at the line of the stack file that causes the resource. Of a resource
 * that the program registers beside our components there is no such line: it is told of the program, by its URN.
 */
export function policyReports(
  analysis: Analysis & { plan: Plan },
  violations: readonly PolicyViolation[],
): Report[] {
  const file = { config: { 'skerry:site': analysis.site } };
  const [ofFile, ofProgram]: [Diagnostic[], Diagnostic[]] = [[...analysis.diagnostics], []];
  for (const violation of violations) {
    const { urn } = violation;
    const cause = urn === undefined ? SITE : causeOf(analysis.plan, urn);
    if (cause === undefined) ofProgram.push(inProgram(violation));
    else {
      const pointer = placeOf(cause, byId.get(violation.policy)?.words ?? [], file);
      ofFile.push(analysis.locator.diagnose(findingOf(violation, pointer)));
    }
  }
  return [
    { ...analysis, diagnostics: sortDiagnostics(ofFile) },
    ...(ofProgram.length > 0 ? [{ file: PROGRAM, text: '', diagnostics: sortDiagnostics(ofProgram) }] : []),
  ];
}

function findingOf({ policy: id, pack, urn, message, level }: PolicyViolation, pointer: string): Finding {
  const policy = byId.get(id);
  const severity = level === 'mandatory' ? 'error' : 'warning';
  const subject = urn === undefined ? '' : `${describe(urn)}: `;
  // Of a pack of somebody else's all is told that it says.
  if (!policy) return { code: `${pack}/${id}`, severity, message: `${subject}${message}`, pointer };
  const [said = ''] = message.split('\n');
  const { summary, remediation } = policy;
  return { code: id, severity, message: `${subject}${said}`, pointer, allowed: summary, fix: remediation };
}

function inProgram(violation: PolicyViolation): Diagnostic {
  const finding = findingOf(violation, '');
  return {
    ...finding,
    message: `${finding.message}; registered by the program itself: ${violation.urn ?? ''}`,
    file: PROGRAM,
    range: { start: START, end: START },
  };
}

function describe(urn: string): string {
  const { kind, name } = describeUrn(urn);
  return `${kind} ${name}`;
}
