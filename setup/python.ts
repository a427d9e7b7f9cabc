import { tryCommand } from './run-command.ts';

/** The Python that `python3` on PATH is. */
export interface Python {
  /** Its executable, by its full path. */
  executable: string;
  /** `3.11` */
  version: string;
  hasPip: boolean;
}

const question =
  'import importlib.util, json, sys; print(json.dumps({"executable": sys.executable, ' +
  '"version": "%d.%d" % sys.version_info[:2], "hasPip": importlib.util.find_spec("pip") is not None}))';

/** `undefined` where there is none, or none that starts. */
export async function findPython(): Promise<Python | undefined> {
  const answer = await tryCommand('python3', ['-c', question], { timeout: 30_000 });
  return answer?.code === 0 ? (JSON.parse(answer.stdout) as Python) : undefined;
}

/** Why packages pinned for the versions can't be installed by this Python, or `undefined`. */
export function pythonObstacle(python: Python | undefined, versions: readonly string[]): string | undefined {
  const wanted = `Python ${versions.join(', ')}`;
  if (!python) return `there is no python3 on PATH: install ${wanted}`;
  if (!versions.includes(python.version)) {
    return `${python.executable} is Python ${python.version}; packages are pinned for ${wanted}`;
  }
  return python.hasPip
    ? undefined
    : `${python.executable} has no pip: install python3-pip, or run \`python3 -m ensurepip --user\``;
}
