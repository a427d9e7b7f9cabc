import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { ecsCredentials } from '../../../storage/oss/instance-identity.ts';
import { CredentialCache } from '../../../storage/s3/credential-cache.ts';
import { HttpExchange } from '../../../storage/s3/http-exchange.ts';
import { ec2Credentials } from '../../../storage/s3/instance-identity.ts';
import type { Sample } from '../../metrics/reported.ts';
import type { InstanceConfig, MetricsConfig } from '../instance-config.ts';
import { cloudMonitorRequests } from './cloudmonitor.ts';
import { cloudWatchRequests } from './cloudwatch.ts';
import { gather } from './gather.ts';
import { send } from './send.ts';

/** Milliseconds; alarms look at each minute. */
const INTERVAL = 60_000;

/** Tells the instance's cloud, minute by minute, what its rules and alarms ask for; until `end`. */
export async function reportMetrics(
  config: InstanceConfig & { metrics: MetricsConfig },
  log: Logger,
  end: AbortSignal,
): Promise<void> {
  const { metrics, group, address, port } = config;
  const toWorkload = new HttpExchange(new URL(`http://${address}:${port}`));
  const exchange = new HttpExchange(new URL(metrics.endpoint));
  const isAws = metrics.kind === 'cloudwatch';
  const credentials = new CredentialCache(isAws ? ec2Credentials : ecsCredentials);
  const requestsOf = (samples: readonly Sample[]) =>
    metrics.kind === 'cloudwatch'
      ? cloudWatchRequests(samples, group, metrics, credentials)
      : cloudMonitorRequests(samples, group, metrics, credentials);
  while (!end.aborted) {
    try {
      for (const request of await requestsOf(await gather(config, toWorkload))) await send(exchange, request);
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'metrics of this minute are not told');
    }
    await delay(INTERVAL, undefined, { signal: end }).catch(() => undefined); // Ends with `end` alone.
  }
  toWorkload.close();
  exchange.close();
}
