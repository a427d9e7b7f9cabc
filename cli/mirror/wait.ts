import { setTimeout as delay } from 'node:timers/promises';
import { selectionOf } from '../../services/mirror/selection.ts';
import { cannotRun, refused } from '../failure.ts';
import { formatSeconds } from '../output/duration.ts';
import { LiveOutput } from '../output/live.ts';
import { terminalOf } from '../output/terminal.ts';
import { readMirrorStatus, servesRoot, type StatusAnswer } from './read-status.ts';
import { progressOf } from './status-line.ts';

/** How long a mirror may give no answer at all, in milliseconds: its instances are healthy by then. */
const silenceLimitMs = 60_000;
const pollMs = 250;
/** Without a terminal: a line as often as this, in milliseconds. */
const lineEveryMs = 10_000;

/** What an answer means for whoever waits for the first full sync. */
export type WaitVerdict =
  { kind: 'complete' } | { kind: 'refused'; reason: string } | { kind: 'wait'; text: string };

/** What the stack file asks the mirror for. */
export interface Asked {
  upstream: string;
  only: readonly string[];
}

/** @param asked until a leader follows it, the status is of what was asked before */
export function judgeAnswer(answer: StatusAnswer, { upstream, only }: Asked): WaitVerdict {
  if ('unreachable' in answer) return { kind: 'wait', text: `no answer yet: ${answer.unreachable}` };
  const { status } = answer;
  if (!status) return { kind: 'wait', text: 'the sync begins' };
  if (!isSameUpstream(status.upstream, upstream)) {
    return { kind: 'wait', text: `the sync leaves ${status.upstream}` };
  }
  if (status.selection !== undefined && status.selection !== selectionOf(only)) {
    return { kind: 'wait', text: 'the sync leaves the packages of before' };
  }
  // Refused afterwards, it still serves what the stack file asks for: that is for `status` to tell.
  if (status.complete !== undefined && status.outdated !== true) return { kind: 'complete' };
  if (status.state === 'refused') {
    return { kind: 'refused', reason: `${status.upstream}: ${status.reason ?? 'no reason is given'}` };
  }
  return { kind: 'wait', text: progressOf(status) };
}

/** The mirror tells of its upstream without credentials and query. */
function isSameUpstream(told: string, wanted: string): boolean {
  // The project's own has a loopback address that the stack file doesn't name.
  if (wanted === 'sample') return new URL(told).hostname.startsWith('127.');
  return bare(told) === bare(wanted);
}

function bare(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/**
 * Waits until the first full sync from the stack file's upstream is complete. Ctrl-C ends the waiting alone: the sync goes on.
 *
 * @throws {Failure} where the mirror refuses its upstream, or gives no answer
 */
export async function waitForFirstSync(mirror: string, asked: Asked, stack: string): Promise<void> {
  const started = performance.now();
  let text = '';
  let lastLine = -Infinity;
  let lastAnswer = started;
  const output = new LiveOutput(process.stderr, terminalOf(process.stderr), () =>
    text === '' ? [] : [`  ${text} ${formatSeconds((performance.now() - started) / 1000)}`],
  );
  try {
    for (;;) {
      const answer = await readMirrorStatus(mirror);
      const now = performance.now();
      const verdict = judgeAnswer(answer, asked);
      // The edge may hold an answer from before for a moment.
      if (verdict.kind === 'complete' && (await servesRoot(mirror))) break;
      if (verdict.kind === 'refused') {
        throw refused(
          `the mirror refuses its upstream: ${verdict.reason}`,
          'mirror.composer.upstream in the stack file',
        );
      }
      if (!('unreachable' in answer)) lastAnswer = now;
      else if (now - lastAnswer > silenceLimitMs) {
        throw cannotRun(
          `the mirror gives no answer: ${answer.unreachable}`,
          `skerry status ${stack}; skerry logs ${stack}`,
        );
      }
      text = verdict.kind === 'wait' ? verdict.text : 'the root is about to appear';
      if (now - lastLine > lineEveryMs && !terminalOf(process.stderr).live) {
        output.print([text]);
        lastLine = now;
      }
      await delay(pollMs);
    }
  } finally {
    output.end();
  }
}
