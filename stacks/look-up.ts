import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformBuilder } from '../components/platform.ts';

/** A function of a provider, asked through the provider of that name: a region. */
interface Question {
  platform: string;
  name: string;
  token: string;
  args: Record<string, unknown>;
}

/**
 * Answers what `skerry up` asks of the clouds before it takes over what an interrupted run has left: from
 * `questions.json` in a folder into `answers.json`, in their order. It goes through the stack's own providers, so that
 * region, account and role are those that the resources would have.
 */
export async function answerQuestions(
  folder: string,
  platforms: ReadonlyMap<string, PlatformBuilder>,
): Promise<void> {
  const questions = JSON.parse(await readFile(join(folder, 'questions.json'), 'utf8')) as Question[];
  const answers = await Promise.all(questions.map((question) => answer(question, platforms)));
  const half = join(folder, 'answers.half');
  await writeFile(half, JSON.stringify(answers));
  await rename(half, join(folder, 'answers.json'));
}

async function answer(
  { platform, name, token, args }: Question,
  platforms: ReadonlyMap<string, PlatformBuilder>,
): Promise<{ answer: unknown } | { error: string }> {
  try {
    const builder = platforms.get(platform);
    if (!builder?.lookUp) throw new Error(`the site has no ${platform} that could be asked`);
    return { answer: await builder.lookUp(name, token, args) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
