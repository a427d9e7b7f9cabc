import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyStack, reportOfCopy, type CopyWishes } from '../../../acceptance/copy/copy-stack.ts';
import { analyse } from '../../../topology/analyse.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RUN = 'accept-0123ab';
const REPORT = '/srv/reports/run.json';

const textOf = (stack: string) => readFileSync(join(ROOT, `stacks/Pulumi.${stack}.yaml`), 'utf8');

function copy(stack: string, text = textOf(stack), wishes: Partial<CopyWishes> = {}) {
  return copyStack(stack, text, {
    run: RUN,
    report: REPORT,
    claimed: { [stack]: 'example.com' },
    certificates: {},
    only: ['monolog/monolog', 'psr/log'],
    ...(stack === 'local' ? {} : { domain: 'accept.example.org' }),
    ...wishes,
  });
}

function planOf(text: string) {
  const { plan, diagnostics } = analyse({
    path: `stacks/Pulumi.${RUN}.yaml`,
    text,
    now: new Date('2026-11-22'),
  });
  if (!plan) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  return plan;
}

describe('the stack of a run', () => {
  it.each(['local', 'staging', 'cn-prod', 'aws-prod', 'hybrid'])(
    'is one that the checks accept, of %s, and one that can go again',
    (stack) => {
      const plan = planOf(copy(stack).text);
      expect(plan.stack).toBe(RUN);
      expect(plan.stage).not.toBe('production');
      const buckets = plan.regions.flatMap((region) => region.buckets);
      expect(buckets.filter(({ forceDestroy, appendOnly }) => !forceDestroy || appendOnly)).toEqual([]);
    },
  );

  it.each(['staging', 'cn-prod', 'aws-prod', 'hybrid'])('shares no host name with %s', (stack) => {
    const names = (text: string) => planOf(text).cdn.map(({ hostname }) => hostname);
    const [own, theirs] = [names(copy(stack).text), names(textOf(stack))];
    expect(own.every((name) => name?.endsWith('.accept.example.org'))).toBe(true);
    expect(own.filter((name) => theirs.includes(name))).toEqual([]);
  });

  it('is refused without a domain of its own, and with one of another stack', () => {
    const bare = { run: RUN, report: REPORT, claimed: {}, certificates: {}, only: [] };
    expect(() => copyStack('staging', textOf('staging'), bare)).toThrow(
      /staging answers to names below staging\.example\.com/,
    );
    expect(() =>
      copy('staging', textOf('staging'), { domain: 'example.com', claimed: { 'aws-prod': 'example.com' } }),
    ).toThrow('example.com is the domain of aws-prod');
    expect(() => copy('local', textOf('local'), { domain: 'accept.example.org' })).toThrow(/has no domain/);
  });

  it('attaches none of the instances that the original runs', () => {
    const text = textOf('cn-prod').replace(
      'capacity: {owner: iac, min: 2, max: 6, desired: 3}',
      'capacity: {owner: iac, min: 2, max: 6, desired: 3}\n            attach: [{id: i-bp1a2b3c4d5e6f7g8h9j, entrusted: true}]',
    );
    const names = (plan: object) => JSON.stringify(plan).includes('i-bp1a2b3c4d5e6f7g8h9j');
    expect(names(planOf(text))).toBe(true);
    const { text: own, changes } = copy('cn-prod', text);
    expect(names(planOf(own))).toBe(false);
    expect(changes).toContain('cn-hangzhou/mirror-serve attaches no instances');
  });

  it('mirrors a few packages of an upstream of the internet, and all of the sample', () => {
    expect(planOf(copy('cn-prod').text).mirror?.composer.only).toEqual(['monolog/monolog', 'psr/log']);
    expect(planOf(copy('local').text).mirror?.composer.only).toEqual([]);
  });

  it('takes certificates by their places', () => {
    const certificates = { edge: 'acm/22222222-2222-2222-2222-222222222222' };
    const { text, changes } = copy('staging', textOf('staging'), { certificates });
    expect(planOf(text).domain?.certificates['edge']).toBe(certificates.edge);
    expect(changes).toContain(`certificates.edge: ${certificates.edge}`);
  });

  it('names its report, so that whoever finds the file finds what to do', () => {
    expect(reportOfCopy(copy('local').text)).toBe(REPORT);
    expect(reportOfCopy(textOf('local'))).toBeUndefined();
  });

  it('keeps the key to the secrets as it is', () => {
    const salt = /^encryptionsalt: .*$/m;
    expect(salt.exec(copy('local').text)?.[0]).toBe(salt.exec(textOf('local'))?.[0]);
  });
});
