import { randomUUID } from 'node:crypto';
import type { CredentialCache } from '../../../storage/s3/credential-cache.ts';
import { cloudMonitorName, dimensionsOf, type Sample } from '../../metrics/reported.ts';
import type { CloudMonitorConfig } from '../instance-config.ts';
import { rpcBody } from './rpc.ts';
import type { MetricsRequest } from './send.ts';

type Fields = Record<string, string>;

/** Raw values, which CloudMonitor brings together by itself. */
const RAW = '0';

/** Parameters of PutCustomMetric: for alarms, of an application group. */
function putCustomMetric(samples: readonly Sample[], group: string, monitorGroupId: string): Fields {
  const fields: Fields = { Action: 'PutCustomMetric' };
  samples.forEach((sample, index) => {
    const item = `MetricList.${index + 1}`;
    fields[`${item}.MetricName`] = cloudMonitorName(sample.metric);
    fields[`${item}.GroupId`] = monitorGroupId;
    fields[`${item}.Type`] = RAW;
    fields[`${item}.Values`] = JSON.stringify({ value: sample.value });
    fields[`${item}.Dimensions`] = JSON.stringify(dimensionsOf(sample, group));
  });
  return fields;
}

/** Parameters of PutHybridMonitorMetricData: for rules that track a target, of a namespace. */
function putHybridMetric(samples: readonly Sample[], group: string, namespace: string): Fields {
  const fields: Fields = { Action: 'PutHybridMonitorMetricData', Namespace: namespace };
  samples.forEach((sample, index) => {
    const item = `MetricList.${index + 1}`;
    fields[`${item}.Name`] = cloudMonitorName(sample.metric);
    fields[`${item}.Value`] = String(sample.value);
    Object.entries(dimensionsOf(sample, group)).forEach(([name, value], at) => {
      fields[`${item}.Labels.${at + 1}.Key`] = name;
      fields[`${item}.Labels.${at + 1}.Value`] = value;
    });
  });
  return fields;
}

/** A call for each of the stores that somebody looks into. */
export async function cloudMonitorRequests(
  samples: readonly Sample[],
  group: string,
  { region, namespace, monitorGroupId }: CloudMonitorConfig,
  credentials: CredentialCache,
): Promise<MetricsRequest[]> {
  const keys = await credentials.get();
  const calls = [
    ...(monitorGroupId === undefined ? [] : [putCustomMetric(samples, group, monitorGroupId)]),
    ...(namespace === undefined ? [] : [putHybridMetric(samples, group, namespace)]),
  ];
  return calls.map((fields) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: rpcBody({ Version: '2019-01-01', RegionId: region, ...fields }, keys, {
      nonce: randomUUID(),
      now: new Date(),
    }),
  }));
}
