import { mirrorLines } from '../mirror/status-line.ts';
import { renderTable } from '../output/table.ts';
import type { Paint } from '../output/terminal.ts';
import type { Drift } from '../../capacity/compare.ts';
import { formatSeconds } from '../output/duration.ts';
import type { ResourceDrift } from './resource-drift.ts';
import { alarmsOf, driftCount, isUp, type GroupStatus, type StackStatus } from './stack-status.ts';

/** The status for people, as of `now`: groups, parts, the mirror, and what is wrong. */
export function renderStatus(status: StackStatus, now: Date, paint: Paint): string[] {
  const alarms = alarmsOf(status);
  const lines = [headline(status, alarms.length, paint)];
  if (status.groups.length > 0) lines.push(...groupTable(status), '');
  if (status.parts.length > 0) lines.push(...partTable(status), '');
  for (const [name, url] of Object.entries(status.endpoints)) lines.push(`${label(name)}${url}`);
  if (status.mirror) {
    const [first = '', ...rest] = mirrorLines(status.mirror, now);
    lines.push(`${label('MIRROR')}${first}`, ...rest.map((line) => `${label('')}${line}`));
  }
  lines.push(...status.drift.map((drift) => paint('yellow', `!drift  ${describe(drift, now)}`)));
  lines.push(...resourceLines(status.resources ?? []).map((line) => paint('yellow', `!drift  ${line}`)));
  if (status.notCompared !== undefined) {
    lines.push(...`only groups were looked at: ${status.notCompared}`.split('\n'));
  }
  lines.push(...alarms.map((alarm) => paint('red', `!alarm  ${alarm}`)));
  return lines;
}

function headline(status: StackStatus, alarms: number, paint: Paint): string {
  const { stack, groups, parts } = status;
  const facts = [stack];
  if (!isUp(status)) facts.push('not up');
  else if (parts.length > 0) {
    const running = parts.filter(({ pid }) => pid !== null).length;
    facts.push(`${running} of ${parts.length} processes run`);
  } else {
    const running = groups.reduce((sum, group) => sum + group.running, 0);
    facts.push(`${running} instance${running === 1 ? '' : 's'}`);
  }
  const drifts = driftCount(status);
  if (drifts > 0) facts.push(paint('yellow', `${drifts} DRIFT`));
  if (alarms > 0) facts.push(paint('red', `${alarms} ALARM${alarms === 1 ? '' : 'S'}`));
  else if (isUp(status)) facts.push(paint('green', 'all healthy'));
  return facts.join('  ');
}

const groupHeader = ['GROUP', 'OWNER', 'MIN', 'DESIRED', 'MAX', 'HEALTHY', 'RELEASE'];
const groupNumbers = new Set(['MIN', 'DESIRED', 'MAX', 'HEALTHY']);

/** `!` before what is not as declared, or not well. */
function groupTable({ groups, drift }: StackStatus): string[] {
  const rows = groups.map((group) => {
    const { region, name, owner, min, desired, max, healthy } = group;
    const id = `${region}/${name}`;
    const differing = new Set(drift.filter((each) => each.group === id).map(({ what }) => what));
    const mark = (what: Drift['what'], text: string | number) => `${differing.has(what) ? '!' : ''}${text}`;
    return [
      mark('undeclared', id),
      owner ?? '-',
      mark('min', min),
      mark('desired', desired),
      mark('max', max),
      `${healthy < desired ? '!' : ''}${healthy}/${desired}`,
      releaseOf(group),
    ];
  });
  return renderTable(groupHeader, rows, groupNumbers);
}

/** Enough of a digest to tell releases apart. */
function releaseOf({ releases = [] }: GroupStatus): string {
  const [first] = releases;
  if (first === undefined) return '-';
  return releases.length === 1 ? first.slice(0, 7) : `!${releases.length} releases`;
}

function describe({ group, what, declared, live, by }: Drift, now: Date): string {
  if (what === 'absent') return `${group}: declared, but not there`;
  if (what === 'undeclared') return `${group}: there with the stack's tag, but not declared`;
  const author =
    by && ` (${by.name === undefined ? by.kind : `${by.kind} ${by.name}`}, ${ageOf(by.at, now)} ago)`;
  return `${group} ${what}: declared ${declared ?? '-'}, live ${live ?? '-'}${author ?? ''}`;
}

/** Resources are told one by one up to this number, and values up to these characters. */
const TOLD = 20;
const WIDTH = 60;

function resourceLines(resources: readonly ResourceDrift[]): string[] {
  const lines = resources.slice(0, TOLD).map(({ type, name, what, values }) => {
    const resource = `${type.slice(type.lastIndexOf(':') + 1)} ${name}`;
    if (what === 'absent') return `${resource}: declared, but not there`;
    if (what === 'undeclared') return `${resource}: there, but not declared`;
    const parts = Object.entries(values).map(([property, { declared, live }]) => {
      const [one, other] = [textOf(declared), textOf(live)];
      const from = firstDifference(one, other);
      return `${property} declared ${cut(one, from)}, live ${cut(other, from)}`;
    });
    return `${resource}: ${parts.join('; ')}`;
  });
  return resources.length > TOLD
    ? [...lines, `and ${resources.length - TOLD} more (--json has them)`]
    : lines;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** A long text around the place where it differs. */
function cut(text: string, from: number): string {
  if (text.length <= WIDTH) return text;
  const start = Math.max(0, Math.min(from - WIDTH / 3, text.length - WIDTH));
  const end = start + WIDTH;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

const ageOf = (time: Date, now: Date): string =>
  formatSeconds(Math.max(0, (now.getTime() - time.getTime()) / 1000));

const partHeader = ['PART', 'NAME', 'ADDRESS', 'PID', 'STATE'];

function partTable({ parts }: StackStatus): string[] {
  const rows = parts.map(({ kind, name, address, pid, healthy, reason }) => [
    kind,
    name,
    address,
    pid === null ? '-' : String(pid),
    healthy ? 'healthy' : `!${reason ?? 'no answer'}`,
  ]);
  return renderTable(partHeader, rows, new Set(['PID']));
}

const label = (name: string): string => name.padEnd(9);
