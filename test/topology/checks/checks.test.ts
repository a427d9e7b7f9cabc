import { describe, expect, it } from 'vitest';
import { checks } from '../../../topology/checks/registry.ts';
import { analyseEdited, analyseText } from '../support/analyse.ts';
import { sites } from '../support/sites.ts';
import { addressCases } from './cases/addresses.ts';
import { balancerCases } from './cases/balancers.ts';
import { capacityCases } from './cases/capacity.ts';
import type { Case } from './cases/case.ts';
import { entranceCases } from './cases/entrances.ts';
import { lifecycleCases } from './cases/lifecycles.ts';
import { networkCases } from './cases/network.ts';
import { platformCases } from './cases/platforms.ts';
import { referenceCases } from './cases/references.ts';
import { ruleCases } from './cases/rules.ts';
import { scheduleCases } from './cases/schedules.ts';
import { workloadCases } from './cases/workloads.ts';

const cases: Case[] = [
  ...capacityCases,
  ...networkCases,
  ...addressCases,
  ...referenceCases,
  ...workloadCases,
  ...scheduleCases,
  ...entranceCases,
  ...platformCases,
  ...ruleCases,
  ...lifecycleCases,
  ...balancerCases,
];

/** Without what a platform lacks only so far: other rules are about words that it will have. */
function told(site: Case['site'], edits: Case['bad']) {
  return analyseEdited(site, edits).diagnostics.filter(({ code }) => code !== 'platform/word-not-made');
}

describe('a site without a mistake', () => {
  it.each(Object.entries(sites))('is accepted and planned: %s', (_, text) => {
    const { diagnostics, plan } = analyseText(text);
    expect(diagnostics).toEqual([]);
    expect(plan).toBeDefined();
  });
});

describe('each mistake is found by its rule, at its place, with its fix', () => {
  it.each(cases.map((entry) => [entry.code, entry.message, entry] as const))(
    '%s: %s',
    (code, message, entry) => {
      const { diagnostics, text, plan } = analyseEdited(entry.site, entry.bad);
      expect(plan !== undefined).toBe(entry.warning ?? false);
      const found = diagnostics.find((diagnostic) => diagnostic.code === code);
      expect(found, JSON.stringify(diagnostics)).toBeDefined();
      expect({
        message: found?.message,
        fix: found?.fix,
        allowed: entry.allowed === undefined ? undefined : found?.allowed,
        at: text.slice(found?.range.start.offset, found?.range.end.offset),
        related: found?.relatedRanges?.map((related) => related.message),
      }).toEqual({ message, fix: entry.fix, allowed: entry.allowed, at: entry.at, related: entry.related });
    },
  );

  it.each(cases.map((entry) => [entry.code, entry] as const))('and is gone without it: %s', (_, entry) => {
    expect(told(entry.site, entry.good ?? [])).toEqual([]);
  });
});

describe('one mistake gives no more than two messages', () => {
  /** Things that several groups have, or a whole region that is gone, are as many mistakes. */
  const several = new Set(['eu-central-1/mirror-sync', 'local-1 is no region']);
  const single = cases.filter(({ message }) => ![...several].some((start) => message.startsWith(start)));
  it.each(single.map((entry) => [entry.code, entry] as const))('%s', (_, entry) => {
    expect(told(entry.site, entry.bad).length).toBeLessThanOrEqual(2);
  });
});

describe('the registry of rules', () => {
  it('gives a fix with each finding of each bad case, of whatever rule', () => {
    const unhelpful = cases.flatMap(({ site, bad }) =>
      analyseEdited(site, bad).diagnostics.filter(({ fix }) => fix === undefined || fix.trim() === ''),
    );
    expect(unhelpful).toEqual([]);
  });

  it('has a bad and a good case for each rule', () => {
    const covered = new Set(cases.map(({ code }) => code));
    expect(checks.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
  });

  it('has each code once, of the form family/rule, with a summary', () => {
    const codes = checks.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, summary } of checks) {
      expect(code).toMatch(/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/);
      expect(summary).toMatch(/[^.]$/);
    }
  });
});
