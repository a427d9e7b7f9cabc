import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatPretty, type PrettyOptions } from './pretty.ts';
import type { FailOn, Report } from './report.ts';
import { formatSarif, type SarifOptions } from './sarif.ts';

export type FormatOptions = PrettyOptions & SarifOptions & { failOn: FailOn };

/** How findings can be told, by name. */
export const formats = {
  pretty: formatPretty,
  json: formatJson,
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
  gitlab: formatGitlab,
} as const satisfies Record<string, (reports: readonly Report[], options: FormatOptions) => string>;

export type Format = keyof typeof formats;
