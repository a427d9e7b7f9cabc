import { probe } from '../../providers/local/parts/probe.ts';
import { listRecords } from '../../providers/local/parts/record.ts';

/**
 * Ids of a local stack's buckets that give no answer, as all do after a reboot: releases are read from them. One that an
 * interrupted run has left unmade is not among them.
 */
export async function silentBuckets(stateFolder: string): Promise<string[]> {
  const buckets = (await listRecords(stateFolder)).filter(
    ({ kind, phase }) => kind === 'bucket' && phase === 'ready',
  );
  const asked = buckets.map(async ({ id, probe: target }) => ({
    id,
    silent: target !== undefined && (await probe(target)) !== undefined,
  }));
  return (await Promise.all(asked)).filter(({ silent }) => silent).map(({ id }) => id);
}
