import { connect } from 'node:net';

/**
 * A few commands to Redis and their one-line answers (`+OK`, `-ERR …`, `:1`): enough to ask whether it answers and to
 * set its memory, without the weight of a client library in the provider's start.
 *
 * @throws when the connection fails or an answer is missing after `timeoutMs`
 */
export function commandRedis(
  { host, port }: { host: string; port: number },
  commands: readonly (readonly string[])[],
  timeoutMs: number,
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let text = '';
    socket.setTimeout(timeoutMs, () =>
      socket.destroy(new Error(`Redis ${host}:${port} gave no answer in ${timeoutMs} ms`)),
    );
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`Redis ${host}:${port} closed the connection`)));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\r\n').slice(0, -1);
      if (lines.length < commands.length) return;
      resolve(lines);
      socket.destroy();
    });
    socket.once('connect', () => socket.write(commands.map(encodeCommand).join('')));
  });
}

export function encodeCommand(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
