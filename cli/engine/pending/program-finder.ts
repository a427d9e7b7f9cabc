import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIfExists } from '../../../providers/local/state/files.ts';
import { cannotRun } from '../../failure.ts';
import type { Engine } from '../engine.ts';
import { complaintOf } from '../complaint.ts';
import { runEngine } from '../run.ts';
import type { Answer, Question, ResourceFinder } from './finder.ts';

/**
 * Asks through the stack's own program: its providers know region, account and role, and it refuses credentials of
 * another account. The program answers into a file (stacks/look-up.ts) and ends before it registers anything.
 */
export function programFinder(engine: Engine): ResourceFinder {
  return {
    ask: async (questions) => {
      if (questions.length === 0) return [];
      const folder = await mkdtemp(join(tmpdir(), 'skerry-look-up-'));
      try {
        return await askProgram(engine, questions, folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function askProgram(engine: Engine, questions: readonly Question[], folder: string): Promise<Answer[]> {
  await writeFile(join(folder, 'questions.json'), JSON.stringify(questions));
  const errors: string[] = [];
  const run = await runEngine({
    engine: engine.executable,
    args: ['preview', '--stack', engine.stack, '--json', '--non-interactive'],
    cwd: engine.cwd,
    env: { ...engine.env, SKERRY_LOOK_UP: folder, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: 'true' },
    onEvent: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === 'error') errors.push(diagnosticEvent.message.trim());
    },
  });
  const text = await readIfExists(join(folder, 'answers.json'));
  if (text !== undefined) return JSON.parse(text) as Answer[];
  const told = errors.join('\n') || complaintOf(run.stderr) || `the engine ended with ${run.exitCode}`;
  throw cannotRun(`what is in the cloud of ${engine.stack} could not be looked up:\n${told}`);
}
