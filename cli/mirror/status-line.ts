import type { MirrorStatus } from '../../services/mirror/status.ts';
import { formatBytes, formatSeconds } from '../output/duration.ts';

/** The mirror's state in a line or two, as of `now`. */
export function mirrorLines(status: MirrorStatus, now: Date): string[] {
  const age = (time: string) => formatSeconds(Math.max(0, (now.getTime() - Date.parse(time)) / 1000));
  const lines: string[] = [];
  if (status.state === 'refused') {
    lines.push(`refuses ${status.upstream}: ${status.reason ?? 'no reason is given'}`);
  } else if (status.state === 'starting') {
    lines.push(`starting, from ${status.upstream}`);
  } else if (status.state === 'syncing') {
    lines.push(`${progressOf(status)} from ${status.upstream}`);
  } else {
    const packages = status.run ? `${status.run.packages.done} packages` : 'idle';
    lines.push(`${packages} from ${status.upstream}`);
  }
  const freshness =
    status.complete === undefined
      ? 'not complete yet'
      : `complete ${age(status.complete)} ago${status.outdated === true ? ' under other settings' : ''}`;
  const failures = status.failures === 0 ? '' : `, ${count(status.failures, 'failure')}`;
  lines[0] += `, ${freshness}${failures}`;
  const [latest] = status.recentFailures;
  if (latest) lines.push(`last failure ${age(latest.at)} ago: ${latest.package}: ${latest.message}`);
  return lines;
}

/** `syncing 210 of 300 packages, 412 zips (38.1 MB)` */
export function progressOf(status: MirrorStatus): string {
  const { run } = status;
  if (!run) return 'syncing';
  const failed = run.packages.failed === 0 ? '' : `, ${run.packages.failed} failed`;
  return (
    `syncing ${run.packages.done} of ${run.packages.total} packages${failed}, ` +
    `${run.dists.fetched + run.dists.present} zips (${formatBytes(run.dists.bytes)})`
  );
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
