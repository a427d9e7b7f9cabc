import type { Severity } from '../diagnostic.ts';
import { fingerprints } from './fingerprint.ts';
import type { PathOf } from './places.ts';
import { advice, statement } from './prose.ts';
import type { Report } from './report.ts';
import { safeJson } from './safe-text.ts';

/** Of the five words that GitLab has: an error keeps a stack from being deployed, a warning doesn't. */
const SEVERITIES = { error: 'critical', warning: 'minor' } as const satisfies Record<Severity, string>;

/**
 * The report of GitLab's code quality, which merge requests compare with that of their target branch.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function formatGitlab(reports: readonly Report[], { pathOf }: { pathOf: PathOf }): string {
  const identities = fingerprints(reports, pathOf);
  return safeJson(
    reports.flatMap(({ diagnostics }) =>
      diagnostics.map((diagnostic) => ({
        type: 'issue',
        check_name: diagnostic.code,
        description: [statement(diagnostic), ...advice(diagnostic)].join('. '),
        categories: ['Bug Risk'],
        severity: SEVERITIES[diagnostic.severity],
        fingerprint: identities.get(diagnostic),
        location: {
          path: pathOf(diagnostic.file),
          lines: { begin: diagnostic.range.start.line, end: diagnostic.range.end.line },
        },
      })),
    ),
  );
}
