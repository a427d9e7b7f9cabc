import { expect, it } from 'vitest';
import { countConnections } from '../../../../services/agent/metrics/sockets.ts';

/** As Linux prints it: one that listens, two that are established, one that is closing, one to another port. */
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 102 1
   2: 0100007F:1F90 0100007F:C351 01 00000000:00000000 00:00000000 00000000     0        0 103 1
   3: 0100007F:1F90 0100007F:C352 06 00000000:00000000 00:00000000 00000000     0        0 104 1
   4: 0100007F:238C 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 105 1
`;

it('counts the established connections of a port, as it stands on this side', () => {
  expect(countConnections(TABLE, 8080)).toBe(2);
  expect(countConnections(TABLE, 9100)).toBe(1);
  expect(countConnections('', 8080)).toBe(0);
});
