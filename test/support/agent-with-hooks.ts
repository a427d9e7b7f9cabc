/**
 * The agent as a process, with short times, that kills itself (-9) after a step of an installation:
 *
 *     node agent-with-hooks.ts <instance.json> [step]
 */
import { runAgent } from '../../services/agent/main.ts';
import { defaultTiming } from '../../services/agent/timing.ts';

const [file, fatal] = process.argv.slice(2) as [string, string?];
const timing = {
  ...defaultTiming,
  trial: 3_000,
  proving: 500,
  restartBase: 50,
  restartMost: 500,
  silent: 2_000,
  healthUnproven: 50,
  healthProven: 100,
  healthTimeout: 500,
  bucketBase: 100,
  bucketMost: 500,
  retryBase: 100,
  retryMost: 500,
};
await runAgent(file, {
  timing,
  onStep(step) {
    if (step === fatal) process.kill(process.pid, 'SIGKILL');
  },
});
process.exit(0);
