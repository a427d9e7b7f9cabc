import { describe, expect, it } from 'vitest';
import { planAttachment } from '../../../capacity/plan-attachment.ts';
import { codeOf } from '../../../topology/codes/catalogue.ts';
import { analyseEdited } from '../support/analyse.ts';
import { alicloudLimits, alicloudOutOfReach } from './alicloud.ts';
import { awsLimits, awsOutOfReach } from './aws.ts';
import { group, instance, tencentLive } from './live.ts';
import { tencentCases, tencentOutOfReach } from './tencent.ts';

/** Every limit of the clouds' scaling that is known, and every mistake for which one has an error. */
const clouds = {
  'Alibaba Cloud': { limits: alicloudLimits, outOfReach: alicloudOutOfReach, live: [] },
  AWS: { limits: awsLimits, outOfReach: awsOutOfReach, live: [] },
  'Tencent Cloud': { limits: tencentCases, outOfReach: tencentOutOfReach, live: tencentLive },
};

describe.each(Object.entries(clouds))('a limit of %s that a stack file can pass', (_, { limits }) => {
  const rows = limits.map((each) => [each.of, each] as const);

  it.each(rows)('is accepted where it is kept: %s', (_, { site, at }) => {
    const { diagnostics, plan } = analyseEdited(site, at);
    // Zero is taken, and warned of where it is seldom meant.
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan).toBeDefined();
  });

  it.each(rows)('is refused past it, by its code: %s', (_, { site, past, code }) => {
    const { diagnostics, plan } = analyseEdited(site, past);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map((each) => each.code)).toEqual([code]);
    expect(plan).toBeUndefined();
  });
});

describe('a mistake that only the cloud shows', () => {
  const planned = (change: { group?: object; instance?: object }) =>
    planAttachment([{ id: instance.id, entrusted: true, origin: '' }], { ...group, ...change.group }, [
      { ...instance, ...change.instance },
    ]);

  it.each(tencentLive.map((each) => [each.of, each] as const))('is refused by its code: %s', (_, row) => {
    expect(planned(row.at)).toMatchObject({ ok: true });
    const past = planned(row);
    expect(past.ok ? [] : past.refusals.map(({ reason }) => `attach/${reason}`)).toEqual([row.code]);
  });
});

it('names each limit once, by a code that there is', () => {
  for (const { limits, outOfReach, live } of Object.values(clouds)) {
    const names = [...limits, ...outOfReach, ...live].map(({ of }) => of);
    expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
    expect([...limits, ...live].filter(({ code }) => codeOf(code) === undefined)).toEqual([]);
  }
});
