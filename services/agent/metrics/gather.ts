import { readFile } from 'node:fs/promises';
import { type Exchange, readText } from '../../../storage/s3/exchange.ts';
import { REPORTED, type Sample } from '../../metrics/reported.ts';
import type { InstanceConfig } from '../instance-config.ts';
import { countConnections } from './sockets.ts';

/** What can be said of an instance now: by the kernel, and by the workload, where it has something to say. */
export async function gather(
  { port, workload }: Pick<InstanceConfig, 'port' | 'workload'>,
  toWorkload: Exchange,
): Promise<Sample[]> {
  const tables = await Promise.all([readTable('/proc/net/tcp'), readTable('/proc/net/tcp6')]);
  const connections = tables.reduce((sum, table) => sum + countConnections(table, port), 0);
  return [
    { metric: 'connections-per-instance', value: connections },
    ...(isAsked(workload) ? await ask(toWorkload) : []),
  ];
}

/** Whether a workload reports more than the agent knows by itself. */
function isAsked(workload: string): boolean {
  return Object.entries(REPORTED).some(
    ([name, { by }]) => name !== 'connections-per-instance' && (by as readonly string[]).includes(workload),
  );
}

async function ask(toWorkload: Exchange): Promise<Sample[]> {
  const answer = await toWorkload.send({ method: 'GET', path: '/metrics.json', headers: {} });
  const text = await readText(answer);
  if (answer.statusCode !== 200) throw new Error(`/metrics.json answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text) as Sample[];
}

/** Empty where the kernel has none, as without IPv6. */
async function readTable(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
