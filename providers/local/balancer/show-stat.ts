/** One server of one listener, as haproxy counts it. */
export interface ServerStat {
  listener: string;
  /** Id of the instance. */
  server: string;
  /** `UP`, `DOWN`, `MAINT`, `DRAIN`, …, without haproxy's counts of checks. */
  status: string;
  sessions: number;
  /** Sessions since haproxy's start. */
  totalSessions: number;
}

const NOT_SERVERS = ['FRONTEND', 'BACKEND'];

/** Servers in the CSV of `show stat`; its first line names the columns. */
export function parseShowStat(csv: string): ServerStat[] {
  const [header = '', ...lines] = csv.split('\n');
  const columns = header.replace(/^# /, '').split(',');
  return lines.flatMap((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    const server = cell('svname');
    if (server === '' || NOT_SERVERS.includes(server)) return [];
    return [
      {
        listener: cell('pxname'),
        server,
        status: cell('status').split(' ')[0] ?? '',
        sessions: Number(cell('scur')),
        totalSessions: Number(cell('stot')),
      },
    ];
  });
}
