import type { Context, ResourceKind } from '../kind.ts';
import { readRecord, recordPath, removeFolder, writeRecord } from '../parts/record.ts';
import { removeUnfinished } from '../parts/unfinished.ts';
import type { NetworkInputs, NetworkOutputs } from '../resources.ts';
import { machineLock, partId } from '../state/layout.ts';
import { shutdownIfIdle } from '../supervisor/machine.ts';
import { withLock } from '../process/lock.ts';
import { MAX_ZONES, secondOctet } from './address-plan.ts';
import { claimRange, releaseRange } from './claims.ts';

async function realise({ stateDir }: Context, inputs: NetworkInputs): Promise<NetworkOutputs> {
  const id = partId.network(inputs.region);
  const before = await readRecord(stateDir, id);
  const wished = inputs.cidr ?? before?.cidr;
  const cidr = await claimRange({
    evidence: recordPath(stateDir, id),
    ...(wished === undefined ? {} : { wished }),
    // Parts have their addresses in the range of before: it can't be another one now.
    insist: inputs.cidr !== undefined || before?.phase === 'ready',
    record: (claimed) =>
      writeRecord(stateDir, {
        version: 1,
        id,
        kind: 'network',
        region: inputs.region,
        name: 'network',
        phase: 'ready',
        cidr: claimed,
        inputs,
      }),
  });
  return { ...inputs, cidr };
}

export const network: ResourceKind<NetworkInputs, NetworkOutputs> = {
  id: ({ region }) => partId.network(region),

  check({ cidr, zones }) {
    const failures = [];
    if (cidr !== undefined && secondOctet(cidr) === undefined) {
      const reason = `cidr is "${cidr}"; on local it must be a loopback /16, 127.1.0.0/16 to 127.254.0.0/16, or absent`;
      failures.push({ property: 'cidr', reason });
    }
    if (zones !== undefined && (zones.length === 0 || zones.length > MAX_ZONES)) {
      failures.push({
        property: 'zones',
        reason: `${zones.length} zones are given; 1 to ${MAX_ZONES} are allowed`,
      });
    }
    return Promise.resolve(failures);
  },

  create: realise,

  async read({ stateDir }, id) {
    const record = await readRecord(stateDir, id);
    if (!record?.cidr) return undefined;
    const inputs = record.inputs as NetworkInputs;
    return { inputs, outputs: { ...inputs, cidr: record.cidr } };
  },

  update: (context, _olds, news) => realise(context, news),

  async delete({ stateDir }, { region }) {
    // What an interrupted create has left is in nobody's state: the network is deleted last, so this is its end.
    await removeUnfinished(stateDir, region);
    const id = partId.network(region);
    await withLock(machineLock(stateDir), () => removeFolder(stateDir, id));
    await releaseRange(recordPath(stateDir, id));
    await shutdownIfIdle(stateDir);
  },
};
