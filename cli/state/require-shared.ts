import { homedir } from 'node:os';
import type { Plan } from '../../topology/plan/plan.ts';
import { refused } from '../failure.ts';
import type { Stack } from '../stack/open.ts';
import { parseBackend } from './backend-url.ts';

const why = 'where nobody else can lock, read or restore it';

/**
 * The state of a production stack in the clouds must be where all who deploy it see the same locks and the same state.
 *
 * @param url of its backend
 * @throws {Failure} exit code 1, where that is a folder
 */
export function requireSharedState(stack: Stack, plan: Plan, url: string | undefined): void {
  const folder = lonelyFolder(stack, plan, url);
  if (folder === undefined) return;
  throw refused(
    `${stack.name} is a production stack, and its state would lie in ${folder} of this machine, ${why}`,
    'PULUMI_BACKEND_URL=s3://<bucket>?region=<region>, or `pulumi login` (docs/state.md)',
  );
}

/** A preview changes nothing, so it is only told what it was compared with; `undefined`: nothing is to be told. */
export function warnOfLonelyState(stack: Stack, plan: Plan, url: string | undefined): string | undefined {
  const folder = lonelyFolder(stack, plan, url);
  return folder === undefined
    ? undefined
    : `compared with the state in ${folder} of this machine alone: \`skerry up ${stack.name}\` will refuse it`;
}

function lonelyFolder(stack: Stack, plan: Plan, url: string | undefined): string | undefined {
  // The parts of a local stack are on this machine, too.
  if (stack.local || plan.stage !== 'production' || url === undefined) return undefined;
  const backend = parseBackend(url, homedir());
  return backend.kind === 'folder' ? backend.path : undefined;
}
