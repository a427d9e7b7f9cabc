import type { Diagnostic, ExemptedDiagnostic, Range } from '../diagnostic.ts';
import { fingerprints } from './fingerprint.ts';
import type { PathOf } from './places.ts';
import { advice } from './prose.ts';
import { acceptance, withExempted, type Report } from './report.ts';
import type { RuleHelpOf } from './rule-help.ts';
import { safeJson, visible } from './safe-text.ts';
import { linkText, plainText } from './sarif-message.ts';
import { sarifRules } from './sarif-rules.ts';
import { uriOfPath } from './uri.ts';

export interface SarifOptions {
  pathOf: PathOf;
  ruleOf: RuleHelpOf;
  /** Of Skerry. */
  version: string;
  /** What distinguishes this analysis of a repository from others, such as `check`. */
  category: string;
}

const SOURCE_ROOT = '%SRCROOT%';

/**
 * SARIF 2.1.0, as GitHub's code scanning and editors take it: rules with help, places by columns, a fingerprint that stays
 * where lines move. Nothing in it depends on time or machine, so that the same findings give the same bytes.
 *
 * GitHub's own `primaryLocationLineHash` isn't given: its upload computes it, and complains of any other.
 */
export function formatSarif(reports: readonly Report[], options: SarifOptions): string {
  const { pathOf, version, category } = options;
  const identities = fingerprints(reports, pathOf);
  const all = reports.flatMap((report, file) =>
    withExempted(report).map((diagnostic) => ({ diagnostic, file })),
  );
  // Where one result says whether it is suppressed, all must.
  const suppressing = reports.some(({ exempted = [] }) => exempted.length > 0);
  const rules = sarifRules(
    all.map(({ diagnostic }) => diagnostic),
    options.ruleOf,
  );
  const artifacts = reports.map(({ file }) => artifactLocation(file, pathOf));
  return safeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Skerry', semanticVersion: version, rules: rules.descriptors } },
        automationDetails: { id: `skerry/${category}/` },
        invocations: [{ executionSuccessful: true }],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: "The repository's root." } } },
        artifacts: artifacts.map((location) => ({
          location,
          roles: ['analysisTarget'],
          sourceLanguage: 'yaml',
        })),
        results: all.map(({ diagnostic, file }) => ({
          ruleId: diagnostic.code,
          ruleIndex: rules.indexOf(diagnostic.code),
          level: diagnostic.severity,
          message: { text: messageText(diagnostic) },
          locations: [
            {
              physicalLocation: physical({ ...artifacts[file], index: file }, diagnostic.range),
              // A problem of the text itself has no place in the data.
              ...(diagnostic.pointer !== '' && {
                logicalLocations: [{ fullyQualifiedName: visible(diagnostic.pointer), kind: 'property' }],
              }),
            },
          ],
          ...related(diagnostic, { ...artifacts[file], index: file }),
          ...(suppressing && suppressions(diagnostic, { ...artifacts[file], index: file })),
          partialFingerprints: { 'skerryPlace/v1': identities.get(diagnostic) },
        })),
      },
    ],
  });
}

/** By the repository's path; of a file that lies elsewhere, where it is. */
function artifactLocation(file: string, pathOf: PathOf) {
  const path = pathOf(file);
  return path.startsWith('/')
    ? { uri: `file://${uriOfPath(path)}` }
    : { uri: uriOfPath(path), uriBaseId: SOURCE_ROOT };
}

function physical(artifact: object, { start, end }: Range) {
  return {
    artifactLocation: artifact,
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  };
}

/** Where the message links to: ids from 1. */
function related({ relatedRanges = [] }: Diagnostic, artifact: object) {
  if (relatedRanges.length === 0) return {};
  return {
    relatedLocations: relatedRanges.map(({ range, message }, position) => ({
      id: position + 1,
      physicalLocation: physical(artifact, range),
      message: { text: plainText(message) },
    })),
  };
}

/** An empty list says that the result counts. */
function suppressions(diagnostic: Diagnostic | ExemptedDiagnostic, artifact: object) {
  const accepted = acceptance(diagnostic);
  if (!accepted) return { suppressions: [] };
  const { reason, until, range } = accepted;
  return {
    suppressions: [
      {
        kind: 'inSource',
        status: 'accepted',
        justification: visible(`until ${until}: ${reason}`),
        location: { physicalLocation: physical(artifact, range) },
      },
    ],
  };
}

/** The first sentence is the finding, with links to what it speaks of; then what to do. */
function messageText(diagnostic: Diagnostic): string {
  const notes = (diagnostic.relatedRanges ?? []).map(({ message, range: { start } }, position) =>
    linkText(`${message} (${start.line}:${start.column})`, String(position + 1)),
  );
  const finding = [plainText(diagnostic.message), ...notes].join('; ');
  return [finding, ...advice(diagnostic).map(plainText)].map((sentence) => `${sentence}.`).join('\n');
}
