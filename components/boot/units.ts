import type { BootFile } from './cloud-init.ts';

/** Seconds beyond its drain that the agent gets before it is killed. */
const STOP_MARGIN_SECONDS = 30;

/** systemd units of an instance: the agent, and what tells the cloud of its life. */
export function bootUnits(drainSeconds: number): BootFile[] {
  return [
    {
      path: '/etc/systemd/system/skerry-agent.service',
      mode: '0644',
      content: unit({
        Unit: {
          Description: 'Skerry agent',
          After: 'network-online.target',
          Wants: 'network-online.target',
          // What it needs may come late: it never gives up.
          StartLimitIntervalSec: '0',
        },
        Service: {
          User: 'skerry',
          // As root: fetches what the agent needs, again at each boot.
          ExecStartPre: '+/usr/bin/python3 /opt/skerry/boot.py prepare',
          ExecStart: '/opt/skerry/node /opt/skerry/agent.js /etc/skerry/instance.json',
          StateDirectory: 'skerry',
          WorkingDirectory: '/var/lib/skerry',
          TimeoutStartSec: '300',
          TimeoutStopSec: String(drainSeconds + STOP_MARGIN_SECONDS),
          KillMode: 'mixed',
          Restart: 'always',
          RestartSec: '2',
          NoNewPrivileges: 'yes',
          ProtectSystem: 'strict',
          ProtectHome: 'yes',
          PrivateTmp: 'yes',
        },
        Install: { WantedBy: 'multi-user.target' },
      }),
    },
    {
      path: '/etc/systemd/system/skerry-life.service',
      mode: '0644',
      content: unit({
        Unit: {
          Description: "Tells the cloud of this instance's life",
          After: 'network-online.target',
          Wants: 'network-online.target',
          StartLimitIntervalSec: '0',
        },
        Service: {
          ExecStart: '/usr/bin/python3 /opt/skerry/boot.py life',
          Restart: 'on-failure',
          RestartSec: '2',
        },
        Install: { WantedBy: 'multi-user.target' },
      }),
    },
  ];
}

/** What is started at this and every later boot. */
export const BOOT_UNITS = ['skerry-agent.service', 'skerry-life.service'];

function unit(sections: Record<string, Record<string, string>>): string {
  return Object.entries(sections)
    .map(([name, lines]) =>
      [`[${name}]`, ...Object.entries(lines).map(([key, value]) => `${key}=${value}`), ''].join('\n'),
    )
    .join('\n');
}
