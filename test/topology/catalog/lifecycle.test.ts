import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventNames, hookLimits, processNames } from '../../../topology/catalog/lifecycle.ts';
import { ruleMetrics } from '../../../topology/catalog/scaling-rules.ts';
import { METRICS } from '../../../topology/schema/scaling-rule.ts';
import { EVENTS, PROCESSES } from '../../../topology/schema/lifecycle.ts';

const packages = createRequire(import.meta.url);

/** What an SDK itself says of a resource. */
const declared = (sdk: string, file: string): string =>
  readFileSync(join(dirname(packages.resolve(`${sdk}/package.json`)), file), 'utf8');

const sources = [
  ['alicloud', 'events', eventNames.rows.alicloud, declared('@pulumi/alicloud', 'ess/notification.d.ts')],
  ['aws', 'events', eventNames.rows.aws, declared('@pulumi/aws', 'types/enums/autoscaling/index.d.ts')],
  ['aws', 'processes', processNames.rows.aws, declared('@pulumi/aws', 'autoscaling/group.d.ts')],
] as const;

describe('native names are those of the SDK', () => {
  it.each(sources)('%s: %s', (_, _of, names, text) => {
    expect(Object.values(names).filter((name) => !text.includes(name))).toEqual([]);
  });
});

it('Alibaba Cloud suspends by the names of its API, which its SDK writes otherwise', () => {
  expect(Object.values(processNames.rows.alicloud)).toEqual([
    'ScaleOut',
    'ScaleIn',
    'HealthCheck',
    'AlarmNotification',
    'ScheduledAction',
  ]);
});

it('each word has a name on one cloud at least', () => {
  const known = (rows: Record<string, object>) => Object.values(rows).flatMap((names) => Object.keys(names));
  expect(EVENTS.filter((event) => !known(eventNames.rows).includes(event))).toEqual([]);
  expect(PROCESSES.filter((process) => !known(processNames.rows).includes(process))).toEqual([]);
});

it('Alibaba Cloud waits longer and takes fewer hooks than AWS, which has no rollback', () => {
  const { alicloud, aws } = hookLimits.rows;
  expect([alicloud.timeout, aws.timeout]).toEqual([
    [30, 21_600],
    [30, 7200],
  ]);
  expect([alicloud.count, aws.count]).toEqual([6, 50]);
  expect(aws.results).not.toContain('rollback');
});

it('any metric can be tracked on both clouds', () => {
  for (const kinds of Object.values(ruleMetrics.rows)) expect(kinds.track).toEqual(METRICS);
});
