import type { Purpose } from './step.ts';

export interface DebianPackage {
  name: string;
  for: Purpose;
  /** What it gives: commands on PATH (or in the folders of system programs), or files. */
  provides: { commands: string[] } | { files: string[] };
  /** What it is for. */
  reason: string;
}

export const debianPackages: DebianPackage[] = [
  { name: 'haproxy', for: 'start', provides: { commands: ['haproxy'] }, reason: 'load balancers' },
  { name: 'nginx-light', for: 'start', provides: { commands: ['nginx'] }, reason: 'CDN edges' },
  {
    name: 'redis-server',
    for: 'start',
    provides: { commands: ['redis-server'] },
    reason: 'queues and leases',
  },
  {
    name: 'runit',
    for: 'start',
    provides: { commands: ['runsvdir', 'runsv', 'sv', 'svlogd', 'chpst'] },
    reason: 'supervision of all parts',
  },
  {
    name: 'util-linux',
    for: 'start',
    provides: { commands: ['setpriv'] },
    reason: 'parts that end with their supervisor',
  },
  {
    name: 'composer',
    for: 'test',
    provides: { commands: ['composer'] },
    reason: 'a real client of the mirror',
  },
  { name: 'php-cli', for: 'test', provides: { commands: ['php'] }, reason: 'runs composer' },
  { name: 'unzip', for: 'test', provides: { commands: ['unzip'] }, reason: 'composer unpacks with it' },
  { name: 'git', for: 'test', provides: { commands: ['git'] }, reason: 'a real client of git hosting' },
  {
    name: 'python3-pip',
    for: 'test',
    provides: { commands: ['python3', 'pip3'] },
    reason: 'gets and runs moto, which stands for AWS',
  },
  { name: 'chromium', for: 'test', provides: { commands: ['chromium'] }, reason: 'looks at the status page' },
  {
    name: 'fonts-liberation',
    for: 'test',
    provides: { files: ['/usr/share/fonts/truetype/liberation'] },
    reason: 'letters on the screenshots',
  },
];

/** The packages that are needed for the purposes and not there. */
export function missingPackages(
  table: readonly DebianPackage[],
  purposes: readonly Purpose[],
  has: { command: (name: string) => boolean; file: (path: string) => boolean },
): DebianPackage[] {
  return table.filter(
    ({ for: purpose, provides }) =>
      purposes.includes(purpose) &&
      !('commands' in provides ? provides.commands.every(has.command) : provides.files.every(has.file)),
  );
}

/** What stands against installing packages here. */
export type Privilege = 'root' | 'sudo' | 'none' | 'not-debian';

/** The one message that tells everything that is missing, and the command for it. */
export function missingMessage(missing: readonly DebianPackage[], privilege: Privilege): string {
  const width = Math.max(...missing.map(({ name }) => name.length));
  const rows = missing.map(({ name, reason, for: purpose }) => {
    return `  ${name.padEnd(width)}  ${reason}${purpose === 'test' ? ' (for the tests)' : ''}`;
  });
  const names = missing.map(({ name }) => name).join(' ');
  if (privilege === 'not-debian') {
    const commands = missing.flatMap(({ provides }) =>
      'commands' in provides ? provides.commands : provides.files,
    );
    return [
      'This system has no apt-get. These are missing, by the names of their Debian packages:',
      ...rows,
      `Install what gives you: ${commands.join(' ')}`,
    ].join('\n');
  }
  return [
    'These Debian packages are missing, and installing them takes root:',
    ...rows,
    'As root (policy-rc.d keeps their daemons from being started):',
    `  sudo sh setup/steps/install-debian-packages.sh ${names}`,
  ].join('\n');
}
