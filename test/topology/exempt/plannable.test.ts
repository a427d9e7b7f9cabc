import { describe, expect, it } from 'vitest';
import { analyse } from '../../../topology/analyse.ts';
import { catalogue, isExemptible } from '../../../topology/codes/catalogue.ts';
import { corpus } from '../../../topology/codes/corpus.ts';
import { CORPUS_TIME } from '../../../topology/codes/examples.ts';

const bad = corpus('bad');

/** What an exemption lets pass has to be something that resources can be made of. */
describe('an error that may be exempted leaves a site that can be planned', () => {
  const errors = catalogue.filter((each) => each.severity === 'error' && isExemptible(each));
  it.each(errors.map(({ code }) => code))('%s', (code) => {
    const files = bad.filter(
      ({ path, expected }) =>
        !path.includes('/exempt/') &&
        expected.length > 0 &&
        expected.every((mark) => mark.endsWith(` ${code}`)),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { path, text } of files) {
      const exempt = `exempt: [{code: ${code}, at: ., until: 2026-12-31, reason: tried}]`;
      const exempting = text.replace('    version: 1\n', `    version: 1\n    ${exempt}\n`);
      const analysis = analyse({ path, text: exempting, now: CORPUS_TIME });
      expect(analysis.diagnostics).toEqual([]);
      expect(analysis.exempted.map((one) => one.code)).toContain(code);
      expect(analysis.plan).toBeDefined();
    }
  });
});
