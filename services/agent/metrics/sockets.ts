/** State of a connection in /proc/net/tcp. */
const ESTABLISHED = '01';

/**
 * How many connections to a local port are established.
 *
 * @param table text of /proc/net/tcp or /proc/net/tcp6
 */
export function countConnections(table: string, port: number): number {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').filter((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return local.endsWith(wanted) && state === ESTABLISHED;
  }).length;
}
