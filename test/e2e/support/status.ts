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
}

export async function status(workspace: Workspace, stack: string): Promise<Status> {
  const { code, stdout, output } = await workspace.skerry(['status', stack, '--json']);
  if (code === 2) throw new Error(`skerry status could not run:\n${output}`);
  return JSON.parse(stdout) as Status;
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
