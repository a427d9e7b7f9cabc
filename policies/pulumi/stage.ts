import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Stage } from '../../topology/plan/words.ts';

const STAGES: readonly string[] = ['production', 'staging', 'development'] satisfies Stage[];

/** The project whose stack files lie beside this pack. */
const PROJECT = 'skerry';

const known = new Map<string, Promise<Stage>>();

/**
 * The stage of the stack that a resource belongs to: what its stack file says. Of a program that has none (another
 * project, which runs this pack by its path) `SKERRY_STAGE` tells it. What nobody tells is production: a pack must not
 * let through what it was meant to stop.
 */
export function stageOf(urn: string): Promise<Stage> {
  const [, stack = '', project = ''] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  const key = `${project}/${stack}`;
  const found = known.get(key) ?? findStage(project, stack);
  known.set(key, found);
  return found;
}

async function findStage(project: string, stack: string): Promise<Stage> {
  const told = process.env['SKERRY_STAGE'];
  if (told !== undefined) {
    if (isStage(told)) return told;
    throw new Error(`SKERRY_STAGE is ${JSON.stringify(told)}; allowed: ${STAGES.join(', ')}`);
  }
  if (project !== PROJECT) return 'production';
  // The engine starts a pack in its own folder.
  const text = await readIfExists(join(dirname(process.cwd()), 'stacks', `Pulumi.${stack}.yaml`));
  if (text === undefined) return 'production';
  const { parse } = await import('yaml');
  const file = parse(text) as { config?: Record<string, { stage?: unknown } | undefined> } | null;
  const stage = file?.config?.['skerry:site']?.stage;
  return isStage(stage) ? stage : 'production';
}

const isStage = (value: unknown): value is Stage => typeof value === 'string' && STAGES.includes(value);

async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
