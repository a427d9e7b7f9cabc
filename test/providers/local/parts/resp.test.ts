import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { commandRedis, encodeCommand } from '../../../../providers/local/parts/resp.ts';

describe('a command to Redis', () => {
  test('is counted in bytes', () => {
    expect(encodeCommand(['AUTH', 'ü'])).toBe('*2\r\n$4\r\nAUTH\r\n$2\r\nü\r\n');
  });

  test('that is never answered fails in time', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(commandRedis({ host: '127.0.0.1', port }, [['PING']], 50)).rejects.toThrow(
      'gave no answer in 50 ms',
    );
    server.close();
  });
});
