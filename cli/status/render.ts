import { mirrorLines } from '../mirror/status-line.ts';
import { renderTable } from '../output/table.ts';
import type { Paint } from '../output/terminal.ts';
import { alarmsOf, type StackStatus } from './stack-status.ts';

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
  lines.push(...alarms.map((alarm) => paint('red', `!alarm  ${alarm}`)));
  return lines;
}

function headline({ stack, groups, parts }: StackStatus, alarms: number, paint: Paint): string {
  if (groups.length === 0 && parts.length === 0) return `${stack}  not up`;
  const running = parts.filter(({ pid }) => pid !== null).length;
  const facts = [stack, `${running} of ${parts.length} processes run`];
  facts.push(
    alarms === 0 ? paint('green', 'all healthy') : paint('red', `${alarms} ALARM${alarms === 1 ? '' : 'S'}`),
  );
  return facts.join('  ');
}

const groupHeader = ['GROUP', 'OWNER', 'MIN', 'DESIRED', 'MAX', 'HEALTHY'];
const groupNumbers = new Set(['MIN', 'DESIRED', 'MAX', 'HEALTHY']);

function groupTable({ groups }: StackStatus): string[] {
  const rows = groups.map(({ region, name, owner, min, desired, max, healthy }) => [
    `${region}/${name}`,
    owner,
    String(min),
    String(desired),
    String(max),
    `${healthy < desired ? '!' : ''}${healthy}/${desired}`,
  ]);
  return renderTable(groupHeader, rows, groupNumbers);
}

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
