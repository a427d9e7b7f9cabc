import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PlatformBuilder } from '../../components/platform.ts';
import { answerQuestions } from '../../stacks/look-up.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skerry-look-up-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const aws: Pick<PlatformBuilder, 'lookUp'> = {
  lookUp: async (name, token, args) => {
    if (token === 'fails') throw new Error('AccessDenied');
    return { name, token, ...args };
  },
};
const platforms = new Map([
  ['aws', aws as PlatformBuilder],
  ['local', {} as PlatformBuilder],
]);
const question = (platform: string, token: string) => ({
  platform,
  name: 'eu-west-1',
  token,
  args: { of: 1 },
});

it('answers each question by its provider, an error among them, in their order', async () => {
  const questions = [
    question('aws', 'fails'),
    question('aws', 'f'),
    question('local', 'f'),
    question('other', 'f'),
  ];
  await writeFile(join(folder, 'questions.json'), JSON.stringify(questions));
  await answerQuestions(folder, platforms);
  expect(JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8'))).toEqual([
    { error: 'AccessDenied' },
    { answer: { name: 'eu-west-1', token: 'f', of: 1 } },
    { error: 'the site has no local that could be asked' },
    { error: 'the site has no other that could be asked' },
  ]);
  expect(existsSync(join(folder, 'answers.half'))).toBe(false);
});
