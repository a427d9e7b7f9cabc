import { readFacts } from '../engine/prepare.ts';
import { refused } from '../failure.ts';
import { readMirrorStatus } from '../mirror/read-status.ts';
import { printJson } from '../output/note.ts';
import { paintFor, terminalOf } from '../output/terminal.ts';
import { endpointsOf } from '../stack/endpoints.ts';
import { openStack } from '../stack/open.ts';
import { readLocal } from '../status/read-local.ts';
import { renderStatus } from '../status/render.ts';
import { alarmsOf, type StackStatus } from '../status/stack-status.ts';

/** `skerry status`: how a stack is now, read from its parts and never from the engine's state. */
export async function status(name: string, options: { json?: true }): Promise<number> {
  const stack = openStack(name);
  if (!stack.local) {
    throw refused(
      `${name} runs in the clouds: \`status\` reads stacks of this machine`,
      `skerry preview ${name}`,
    );
  }
  const endpoints = endpointsOf((await readFacts(name, stack.stateFolder))?.outputs ?? {});
  const [live, mirror] = await Promise.all([
    readLocal(stack.stateFolder),
    endpoints.mirror === undefined ? undefined : readMirrorStatus(endpoints.mirror),
  ]);
  const now: StackStatus = { stack: name, endpoints, ...live };
  if (mirror && 'unreachable' in mirror) now.mirrorUnreachable = mirror.unreachable;
  else if (mirror?.status) now.mirror = mirror.status;

  if (options.json) printJson(now);
  else {
    const paint = paintFor(terminalOf(process.stdout));
    process.stdout.write(`${renderStatus(now, new Date(), paint).join('\n')}\n`);
  }
  return now.parts.length > 0 && alarmsOf(now).length === 0 ? 0 : 1;
}
