import { expect } from 'vitest';
import type { MirrorStatus } from '../../../services/mirror/status.ts';
import type { Workspace } from './workspace.ts';

/** What `skerry status <stack> --json` promises; extra keys are allowed. */
export interface Status {
  stack: string;
  endpoints: Record<string, string>;
  groups: {
    region: string;
    name: string;
    workload: string;
    owner: string;
    min: number;
    max: number;
    desired: number;
    running: number;
    healthy: number;
  }[];
  parts: { kind: string; name: string; address: string; pid: number | null; healthy: boolean }[];
  /** The mirror's own word, while it answers. */
  mirror?: MirrorStatus;
}

/** A matcher for the keys and types of a local stack's status, the mirror's endpoints and both groups among them. */
export function promised(stack: string): object {
  const number = expect.any(Number) as number;
  const capacity = { min: number, max: number, desired: number, running: number, healthy: number };
  const url = expect.stringMatching(/^http:\/\/127\.\d+\.\d+\.\d+:\d+/) as string;
  return {
    stack,
    endpoints: { mirror: url, files: url, status: url },
    groups: ['mirror-serve', 'mirror-sync'].map((name) => ({
      region: 'local',
      name,
      workload: name,
      owner: 'iac',
      ...capacity,
    })),
    parts: expect.toSatisfy((parts: Status['parts']) =>
      parts.every(
        ({ kind, name, address, pid, healthy }) =>
          [kind, name, address].every((each) => typeof each === 'string' && each !== '') &&
          typeof pid === 'number' &&
          typeof healthy === 'boolean',
      ),
    ) as object,
  };
}

export async function status(workspace: Workspace, stack: string): Promise<Status> {
  const { code, stdout, output } = await workspace.skerry(['status', stack, '--json']);
  if (code === 2) throw new Error(`skerry status could not run:\n${output}`);
  return JSON.parse(stdout) as Status;
}

/** The loopback range of a local stack, such as `127.37.0.0/16`. */
export function rangeOf({ parts }: Status): string {
  return `${parts[0]!.address.split('.').slice(0, 2).join('.')}.0.0/16`;
}

/** Where agents listen, each on the address of its instance. */
const AGENT_PORT = 9100;

/** Every `address:port` that a stack's processes should listen on, sorted. */
export function expectedListeners({ parts }: Status): string[] {
  return parts
    .flatMap(({ kind, address }) => [
      address,
      ...(kind === 'instance' ? [address.replace(/:\d+$/, `:${AGENT_PORT}`)] : []),
    ])
    .sort();
}

/** Every part answers, and every group has as many healthy instances as it wants. */
export function isWhole({ groups, parts }: Status): boolean {
  return (
    parts.length > 0 &&
    parts.every((part) => part.healthy) &&
    groups.every((group) => group.healthy === group.desired && group.running === group.desired)
  );
}

export function describeSick({ groups, parts }: Status): string {
  return [
    ...parts.filter((part) => !part.healthy).map((part) => `${part.kind} ${part.name} (${part.address})`),
    ...groups
      .filter((group) => group.healthy !== group.desired)
      .map((g) => `${g.name} ${g.healthy}/${g.desired}`),
  ].join(', ');
}
