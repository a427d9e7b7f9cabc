import type { Finding } from '../diagnostics/diagnostic.ts';
import type { CheckContext } from './check.ts';
import { checks } from './registry.ts';

/** All that the rules find in a site, in no particular order; nothing that follows from what was left out of it. */
export function runChecks(context: CheckContext): Finding[] {
  const { leftOut = () => false } = context;
  return checks.flatMap(({ code, severity, run }) =>
    Array.from(run(context)).flatMap(({ lacking = [], ...problem }): Finding[] =>
      lacking.some(leftOut) ? [] : [{ code, severity, ...problem }],
    ),
  );
}
