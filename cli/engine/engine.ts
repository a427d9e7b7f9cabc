import { paintFor, terminalOf } from '../output/terminal.ts';
import { LiveOutput } from '../output/live.ts';
import { cannotRun, Failure } from '../failure.ts';
import { anotherRun } from './another-run.ts';
import { Progress, type ProgressLine } from './progress.ts';
import { renderLine, renderRunning, renderTotals } from './progress-lines.ts';
import { complaintOf, lockHolder } from './complaint.ts';
import { runEngine, type EngineRun } from './run.ts';
import type { EngineEvent, Operation } from './events.ts';

/** The engine, set up for one stack. */
export interface Engine {
  executable: string;
  /** The clone: where Pulumi.yaml lies. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  stack: string;
}

export interface OperationResult {
  succeeded: boolean;
  changes: Map<Operation, number>;
  /** Resources of a platform that were or would be changed. */
  changed: number;
}

export interface OperationOptions {
  /** `preview`, `up`, `destroy`, `refresh`. */
  command: 'preview' | 'up' | 'destroy' | 'refresh';
  flags?: string[];
  /** Draw nothing unless something goes wrong. */
  quiet?: boolean;
  /** Every event as it comes, for `--json`. */
  onEvent?: (event: EngineEvent) => void;
}

const words = { preview: 'Plan', up: 'Update', destroy: 'Removal', refresh: 'Refresh' } as const;

/**
 * Runs an operation of the engine on the stack and draws its progress on standard error.
 *
 * @throws {Failure} with exit code 2 where the engine itself could not run; failures of resources are in the result
 */
export async function operate(engine: Engine, options: OperationOptions): Promise<OperationResult> {
  const { command } = options;
  const terminal = terminalOf(process.stderr);
  const paint = paintFor(terminal);
  const progress = new Progress();
  const started = performance.now();
  const output = new LiveOutput(process.stderr, terminal, () =>
    options.quiet === true
      ? []
      : renderRunning(progress.underWay(performance.now()), paint, terminal.columns),
  );
  let summarised = false;
  const print = (lines: ProgressLine[]) =>
    output.print(
      lines
        .filter(({ kind }) => options.quiet !== true || kind === 'failed' || kind === 'error')
        .flatMap((line) => renderLine(line, paint, command === 'preview')),
    );

  let run: EngineRun;
  try {
    run = await runEngine({
      engine: engine.executable,
      args: [command, ...flagsOf(options), '--stack', engine.stack, '--json', '--non-interactive'],
      cwd: engine.cwd,
      // Else a preview prints one document at its end, and there is no progress to draw.
      env: { ...engine.env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: 'true', SKERRY_DRIVES_ENGINE: 'true' },
      onEvent: (event) => {
        if (event.summaryEvent) summarised = true;
        options.onEvent?.(event);
        print(progress.take(event, performance.now()));
      },
      onCancel: (times) =>
        output.print([
          times === 1
            ? 'cancelling: what is under way is finished first; once more kills the engine'
            : 'the engine is killed: the next `up` completes what it had begun',
        ]),
    });
  } finally {
    output.end();
  }

  const { changes, changed } = progress;
  if (run.exitCode === 0) {
    if (options.quiet !== true) {
      const seconds = (performance.now() - started) / 1000;
      process.stderr.write(`${words[command]}: ${renderTotals(changes, seconds, command === 'preview')}\n`);
    }
    return { succeeded: true, changes, changed };
  }
  if (run.cancelled) throw new Failure(`${command} of ${engine.stack} was cancelled`, { exitCode: 1 });
  if (!summarised) throw engineFailure(run, engine);
  return { succeeded: false, changes, changed };
}

/** Runs a command of the engine that isn't an operation, such as `config set`. */
export async function ask(engine: Engine, args: readonly string[], input?: string): Promise<string> {
  const run = await runEngine({
    engine: engine.executable,
    args: [...args, '--stack', engine.stack, '--non-interactive'],
    cwd: engine.cwd,
    env: engine.env,
    ...(input === undefined ? {} : { input }),
  });
  if (run.exitCode !== 0) throw engineFailure(run, engine);
  return run.stdout;
}

function flagsOf({ command, flags = [] }: OperationOptions): string[] {
  // The plan was shown, and the question asked, before.
  return command === 'preview' ? flags : [...flags, '--yes', '--skip-preview'];
}

function engineFailure(run: EngineRun, { stack }: Engine): Failure {
  if (run.signal) return cannotRun(`the engine was ended by ${run.signal}`);
  // Another run has taken the lock between our look and the engine's.
  const holder = lockHolder(run.stderr);
  if (holder) return anotherRun(stack, holder.who, holder.id);
  const complaint = complaintOf(run.stderr) || run.stdout.trim();
  return cannotRun(
    `the engine ended with status ${run.exitCode} on ${stack}${complaint === '' ? '' : `:\n${complaint}`}`,
  );
}
