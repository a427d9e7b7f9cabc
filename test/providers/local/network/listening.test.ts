import { describe, expect, test } from 'vitest';
import {
  describeListener,
  octetsInUse,
  parseListeners,
} from '../../../../providers/local/network/listening.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const line = (local: string, state: string, uid = 1000): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 4711 1 ffff 100 0 0 10 0`;

describe('a table of /proc/net', () => {
  test('gives listening sockets with their addresses', () => {
    const table = [head, line('0A00097F:18EB', '0A'), line('00000000:1F90', '0A', 0), ''].join('\n');
    expect(parseListeners(table)).toEqual([
      { address: '127.9.0.10', port: 6379, uid: 1000, inode: 4711 },
      { address: '*', port: 8080, uid: 0, inode: 4711 },
    ]);
  });

  test('leaves out connections', () => {
    expect(parseListeners([head, line('0A00097F:18EB', '01')].join('\n'))).toEqual([]);
  });

  test('of IPv6 gives wildcards and mapped addresses, and leaves out others', () => {
    const table = [
      head,
      line(`${'0'.repeat(32)}:0050`, '0A'),
      line('0000000000000000FFFF00000A00097F:18EB', '0A'),
      line('00000000000000000000000001000000:0019', '0A'),
    ].join('\n');
    expect(parseListeners(table).map(({ address, port }) => [address, port])).toEqual([
      ['*', 80],
      ['127.9.0.10', 6379],
    ]);
  });

  test('tells the ranges in which somebody listens', () => {
    const listeners = ['127.9.0.10', '*', '10.1.2.3', '127.33.4.5'].map((address) => ({
      address,
      port: 1,
      uid: 0,
      inode: 0,
    }));
    expect([...octetsInUse(listeners)]).toEqual([9, 33]);
  });

  test('tells who is in the way', () => {
    const everywhere = [{ address: '*', port: 8080, uid: 33, inode: 0 }];
    expect(describeListener('127.9.0.1', 8080, everywhere)).toBe(
      'a process of user 33 that listens on every address (0.0.0.0 or ::)',
    );
    expect(describeListener('127.9.0.1', 8081, everywhere)).toBe('another process');
  });
});
