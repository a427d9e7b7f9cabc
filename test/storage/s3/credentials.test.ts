import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readCredentials } from '../../../storage/s3/credentials.ts';

function file(content: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'skerry-credentials-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'credentials');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };

it('takes from a file the token of keys that end by themselves, which whoever writes the file renews', async () => {
  expect(await readCredentials(file({ ...keys, sessionToken: 'token' }))).toMatchObject({
    ...keys,
    sessionToken: 'token',
  });
  expect(await readCredentials(file(keys))).not.toHaveProperty('sessionToken');
});

it('says what a file lacks', async () => {
  await expect(readCredentials(file({ accessKeyId: 'id' }))).rejects.toThrow(
    'lacks accessKeyId or secretAccessKey',
  );
});
