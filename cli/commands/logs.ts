import { setTimeout as delay } from 'node:timers/promises';
import { cannotRun, refused } from '../failure.ts';
import { findLogs, selectLogs, type PartLog } from '../local/log-files.ts';
import { LogTail } from '../local/log-tail.ts';
import { openStack } from '../stack/open.ts';

/** How often new lines are looked for, in milliseconds. */
const pollMs = 200;

/** `skerry logs`: what the parts of a local stack have written. */
export async function logs(
  name: string,
  part: string | undefined,
  options: { follow?: true; lines: string },
): Promise<number> {
  const count = Number(options.lines);
  if (!Number.isInteger(count) || count < 0)
    throw cannotRun(`--lines ${options.lines} is no count`, '--lines 100');
  const stack = openStack(name);
  if (!stack.local) throw refused(`${name} runs in the clouds: its logs are in their log services`);
  const all = findLogs(stack.stateFolder);
  if (all.length === 0) throw refused(`${name} has no parts`, `skerry up ${name}`);
  if (part === undefined && !options.follow) {
    process.stdout.write(all.map(({ id }) => `${id}\n`).join(''));
    return 0;
  }
  const chosen = part === undefined ? all : selectLogs(all, part);
  if (chosen.length === 0) {
    throw refused(
      `${name} has no part "${part ?? ''}"; there are\n${all.map(({ id }) => `  ${id}`).join('\n')}`,
    );
  }
  await print(chosen, count, options.follow === true);
  return 0;
}

async function print(chosen: readonly PartLog[], count: number, follow: boolean): Promise<void> {
  const tails = chosen.map(({ id, path }) => ({
    prefix: chosen.length > 1 ? `${id} | ` : '',
    tail: new LogTail(path),
  }));
  const write = (prefix: string, lines: readonly string[]) => {
    if (lines.length > 0) process.stdout.write(lines.map((line) => `${prefix}${line}\n`).join(''));
  };
  for (const { prefix, tail } of tails) write(prefix, await tail.last(count));
  while (follow) {
    await delay(pollMs);
    for (const { prefix, tail } of tails) write(prefix, await tail.fresh());
  }
  for (const { tail } of tails) await tail.close();
}
