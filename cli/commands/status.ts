import { compareGroups } from '../../capacity/compare.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { checkBefore } from '../check/before.ts';
import { readFacts } from '../engine/prepare.ts';
import { readMirrorStatus } from '../mirror/read-status.ts';
import { note, printJson } from '../output/note.ts';
import { paintFor, terminalOf } from '../output/terminal.ts';
import { endpointsOf, plannedEndpoints } from '../stack/endpoints.ts';
import { openStack, type Stack } from '../stack/open.ts';
import { readLocal } from '../status/read-local.ts';
import { renderStatus } from '../status/render.ts';
import { alarmsOf, driftCount, isUp, type StackStatus } from '../status/stack-status.ts';

export interface StatusOptions {
  json?: true;
  /** Look at groups alone. */
  groups?: true;
}

/** `skerry status`: how a stack is now, read from its platform and never from the engine's state, beside its file. */
export async function status(name: string, options: StatusOptions): Promise<number> {
  const stack = openStack(name);
  const time = new Date();
  const now = stack.local ? await localStatus(stack, time) : await cloudStatus(stack, time, options);
  if (!now) return 1;
  if (now.endpoints.mirror !== undefined && isUp(now)) {
    const mirror = await readMirrorStatus(now.endpoints.mirror);
    if ('unreachable' in mirror) now.mirrorUnreachable = mirror.unreachable;
    else if (mirror.status) now.mirror = mirror.status;
  }
  if (options.json) printJson(now);
  else {
    const paint = paintFor(terminalOf(process.stdout));
    process.stdout.write(`${renderStatus(now, time, paint).join('\n')}\n`);
  }
  return isUp(now) && alarmsOf(now).length === 0 && driftCount(now) === 0 ? 0 : 1;
}

/** A local stack runs on whatever its file says by now; a file that is not sound is only not compared with. */
async function localStatus(stack: Stack, time: Date): Promise<StackStatus> {
  const { live, ...found } = await readLocal(stack.stateFolder);
  const endpoints = endpointsOf((await readFacts(stack.name, stack.stateFolder))?.outputs ?? {});
  const plan = isUp(found) ? declaredLocal(stack, time) : undefined;
  const groups = new Map(live.map((group) => [`${group.region}/${group.name}`, group]));
  const drift = plan ? compareGroups(groupsOf(plan), groups) : [];
  return { stack: stack.name, endpoints, ...found, drift };
}

function declaredLocal(stack: Stack, time: Date): Plan | undefined {
  const file = stack.project.display(stack.file);
  const { plan } = analyseFile(file, time);
  if (!plan) note(`${file} has errors (skerry check ${stack.name}): what runs is not compared with it`);
  return plan;
}

async function cloudStatus(
  stack: Stack,
  time: Date,
  { groups }: StatusOptions,
): Promise<StackStatus | undefined> {
  const plan = await checkBefore(stack, { ports: false });
  if (!plan) return undefined;
  const { readCloud } = await import('../status/read-cloud.ts');
  const { unread, ...found } = await readCloud(plan, time);
  // After the groups: those have asked whose the credentials are.
  const { readResources } = await import('../status/read-resources.ts');
  const beside: Partial<StackStatus> =
    groups || !isUp({ ...found, parts: [] }) ? {} : await readResources(stack);
  const unseen = [...unread, ...(beside.unread ?? [])];
  return {
    stack: stack.name,
    endpoints: plannedEndpoints(plan),
    ...found,
    ...beside,
    parts: [],
    ...(unseen.length > 0 ? { unread: unseen } : {}),
  };
}

const groupsOf = (plan: Plan) => plan.regions.flatMap(({ groups }) => groups);
