export interface BalancerDesign {
  address: string;
  listeners: readonly { name: string; port: number; targetPort: number }[];
  healthPath: string;
  members: readonly Member[];
}

/** An instance behind the balancer. */
export interface Member {
  /** Id of the instance: the server's name. */
  id: string;
  address: string;
}

/** The admin socket and the deny list, relative to the part's `work/`. */
export const ADMIN_SOCKET = 'admin.sock';
export const DENY_FILE = '../deny.acl';

/**
 * Options of each server, in the configuration and when added through the admin socket (where `default-server` does not
 * apply): a dead instance is out after two failed checks, about a second; a recovered one is in after one.
 */
export const SERVER_OPTIONS = 'check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions';

/** haproxy.cfg, with the members of now: a crash loses nobody. */
export function renderHaproxyCfg({ address, listeners, healthPath, members }: BalancerDesign): string {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '# Written by Skerry; changes are lost.',
    'global',
    `  stats socket unix@${ADMIN_SOCKET} mode 600 level admin`,
    '  stats timeout 10s',
    '  nbthread 1',
    '  maxconn 4000',
    // An ordinary user's limit of open files may allow for fewer connections: better those than none.
    '  no strict-limits',
    '  log stdout format raw local0 notice',
    '',
    'defaults',
    '  mode tcp',
    '  log global',
    '  timeout connect 2s',
    '  timeout check 2s',
    // Long transfers pause; git over SSH stays open.
    '  timeout client 1h',
    '  timeout server 1h',
    '  retries 3',
    // Each retry goes to another server: a refused connection costs a client nothing.
    '  option redispatch 1',
    '  balance roundrobin',
    '  option httpchk',
    `  http-check send meth GET uri ${healthPath}`,
    '  http-check expect status 200',
    '',
    ...listeners.flatMap(({ name, port, targetPort }) => [
      `listen ${name}`,
      `  bind ${address}:${port}`,
      `  tcp-request connection reject if { src -f ${DENY_FILE} }`,
      ...sorted.map((member) => `  server ${member.id} ${member.address}:${targetPort} ${SERVER_OPTIONS}`),
      '',
    ]),
  ].join('\n');
}

/** One CIDR a line. */
export const renderDenyFile = (deny: readonly string[]): string => deny.map((cidr) => `${cidr}\n`).join('');
