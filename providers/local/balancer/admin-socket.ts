import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ADMIN_SOCKET } from '../render/haproxy-cfg.ts';
import { partFolder } from '../state/layout.ts';

const TIMEOUT_MS = 5_000;

/**
 * One command to haproxy's admin socket, and its whole answer without the surrounding blank lines. Haproxy reports most
 * failures as plain text: the caller judges.
 *
 * @throws when haproxy doesn't run
 */
export async function adminCommand(stateDir: string, balancer: string, command: string): Promise<string> {
  // Socket addresses end at 107 bytes, which a deep clone exceeds: the folder goes by its descriptor.
  const folder = await open(join(partFolder(stateDir, balancer), 'work'), 'r');
  try {
    return await exchange(`/proc/self/fd/${folder.fd}/${ADMIN_SOCKET}`, command);
  } finally {
    await folder.close();
  }
}

function exchange(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    let answer = '';
    socket.setTimeout(TIMEOUT_MS, () =>
      socket.destroy(new Error(`haproxy gave no answer to "${command}" in ${TIMEOUT_MS} ms`)),
    );
    socket.once('error', reject);
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.once('end', () => resolve(answer.trim()));
    socket.once('connect', () => socket.write(`${command}\n`));
  });
}
