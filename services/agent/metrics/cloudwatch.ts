import type { CredentialCache } from '../../../storage/s3/credential-cache.ts';
import { amzDate, sha256, Signer } from '../../../storage/s3/signature.ts';
import { dimensionsOf, REPORTED, type Sample } from '../../metrics/reported.ts';
import type { CloudWatchConfig } from '../instance-config.ts';
import type { MetricsRequest } from './send.ts';

/** PutMetricData's parameters; all values of a call are of its moment. */
function putMetricData(samples: readonly Sample[], group: string, namespace: string): Record<string, string> {
  const fields: Record<string, string> = {
    Action: 'PutMetricData',
    Version: '2010-08-01',
    Namespace: namespace,
  };
  samples.forEach((sample, index) => {
    const member = `MetricData.member.${index + 1}`;
    fields[`${member}.MetricName`] = sample.metric;
    fields[`${member}.Value`] = String(sample.value);
    fields[`${member}.Unit`] = REPORTED[sample.metric].unit;
    Object.entries(dimensionsOf(sample, group)).forEach(([name, value], at) => {
      fields[`${member}.Dimensions.member.${at + 1}.Name`] = name;
      fields[`${member}.Dimensions.member.${at + 1}.Value`] = value;
    });
  });
  return fields;
}

/** One call with everything: CloudWatch takes a thousand values. */
export async function cloudWatchRequests(
  samples: readonly Sample[],
  group: string,
  { endpoint, region, namespace }: CloudWatchConfig,
  credentials: CredentialCache,
): Promise<MetricsRequest[]> {
  const keys = await credentials.get();
  const body = new URLSearchParams(putMetricData(samples, group, namespace)).toString();
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-date': amzDate(new Date()),
    ...(keys.sessionToken !== undefined && { 'x-amz-security-token': keys.sessionToken }),
  };
  const request = { method: 'POST', path: '/', query: '', headers, bodyDigest: sha256(body) };
  const authorization = new Signer(keys, { region, service: 'monitoring' }).authorization(request);
  return [{ headers: { ...headers, authorization }, body }];
}
