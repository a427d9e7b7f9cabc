export interface RedisDesign {
  address: string;
  port: number;
  memoryMiB: number;
  password: string;
}

/** redis.conf; the working directory is the part's `work/`. Holds the password: mode 0600. */
export function renderRedisConf({ address, port, memoryMiB, password }: RedisDesign): string {
  return [
    '# Written by Skerry; changes are lost.',
    `bind ${address}`,
    `port ${port}`,
    'protected-mode yes',
    `requirepass ${password}`,
    'daemonize no',
    // Its environment and title stay readable in /proc.
    'set-proc-title no',
    'logfile ""',
    'loglevel notice',
    'dir .',
    // The queue survives a kill -9; a power cut may cost its last second, which the bucket's state makes good.
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    `maxmemory ${memoryMiB}mb`,
    // A queue must refuse new work, never forget what it has.
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}
