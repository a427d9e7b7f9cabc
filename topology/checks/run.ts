import type { Finding } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';
import { checks } from './registry.ts';

/** All that the rules find in a site, in no particular order. */
export function runChecks(context: CheckContext): Finding[] {
  return checks.flatMap(({ code, severity, run }) =>
    Array.from(run(context), (problem): Finding => ({ code, severity, ...problem })),
  );
}
