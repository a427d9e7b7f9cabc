import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../topology/codes/catalogue.ts';
import type { Case } from '../checks/cases/case.ts';
import { analyseText } from '../support/analyse.ts';
import { edited, sites } from '../support/sites.ts';

const folder = join(import.meta.dirname, '../checks/cases');
const modules = await Promise.all(
  globSync('*.ts', { cwd: folder }).map(
    (file) => import(join(folder, file)) as Promise<Record<string, unknown>>,
  ),
);
const cases = modules.flatMap((module) => Object.values(module).filter(Array.isArray).flat() as Case[]);

/** What an exemption lets pass has to be something that resources can be made of. */
describe('an error that may be exempted leaves a site that can be planned', () => {
  const errors = catalogue.filter(({ severity, exemptible }) => severity === 'error' && exemptible);
  it.each(errors.map(({ code }) => code))('%s', (code) => {
    const bad = cases.filter((each) => each.code === code);
    expect(bad.length).toBeGreaterThan(0);
    for (const { site, bad: edits } of bad) {
      const exempt = `exempt: [{code: ${code}, at: ., until: 2026-12-31, reason: tried}]`;
      const text = edited(sites[site], edits).replace('    version: 1\n', `    version: 1\n    ${exempt}\n`);
      const analysis = analyseText(text);
      expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(analysis.exempted.map((one) => one.code)).toContain(code);
      expect(analysis.plan).toBeDefined();
    }
  });
});
