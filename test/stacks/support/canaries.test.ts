import { expect, it } from 'vitest';
import { madeUpSecret } from '../../support/engine/made-up-secrets.ts';
import { canariesIn } from './canaries.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

it.each(['webhook', 'codeHostTokens', 'releaseKey'])(
  'a secret is found, however it is hidden: %s',
  (name) => {
    const secret = madeUpSecret(name);
    const hidden = [
      secret,
      base64(secret),
      base64(`1${secret}`),
      base64(`12${secret}`),
      Buffer.from(`?>${secret}`).toString('base64url'),
      JSON.stringify({
        data: base64(`#cloud-config\n${JSON.stringify({ write_files: [{ content: base64(secret) }] })}`),
      }),
    ];
    for (const text of hidden) expect(canariesIn(`before ${text} after`), text).not.toEqual([]);
  },
);

it('nothing is found where there is nothing', () => {
  expect(
    canariesIn(`a canary, a private key and ${base64('#cloud-config\n{"users": [], "write_files": []}')}`),
  ).toEqual([]);
});
