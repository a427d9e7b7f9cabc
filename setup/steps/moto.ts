import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detectTool, installTool } from '../cached-tool.ts';
import { motoPath } from '../paths.ts';
import { findPython, pythonObstacle } from '../python.ts';
import { runCommand } from '../run-command.ts';
import type { Step } from '../step.ts';
import { versions } from '../versions.ts';

/** Those that moto-requirements.txt has hashes for. */
const pythons = ['3.11', '3.12', '3.13', '3.14'];

/** Of botocore's 400 descriptions of services, those that tests need: the others are thousands of files. */
const services = ['autoscaling', 'ec2', 'elb', 'elbv2', 'iam', 'ssm', 'sts'];

/** Runs from wherever the cache lies. The link to Python tells when that was replaced: its size is on record. */
const launcher = `#!/bin/sh
PYTHONPATH="\${0%/*}/site-packages" exec "\${0%/*}/python" -m moto.server "$@"
`;

/** moto, which stands for AWS in the tests: by pip alone, because Debian's Python comes without venv. */
export function motoStep(root: string): Step {
  const requirements = join(root, 'setup', 'steps', 'moto-requirements.txt');
  return {
    name: 'moto',
    detect: () => detectTool(motoPath()),
    async obstacle() {
      const reason = pythonObstacle(await findPython(), pythons);
      return reason && `moto, which the tests need, can't be installed: ${reason}.`;
    },
    standsAlone: true,
    async install(progress) {
      const python = await findPython();
      const reason = pythonObstacle(python, pythons);
      if (!python || reason !== undefined) throw new Error(reason);
      await installTool(motoPath(), 'pypi', async (path) => {
        const packages = join(dirname(path), 'site-packages');
        const args = ['install', '--target', packages, '--require-hashes', '--only-binary', ':all:'];
        const quiet = ['--no-compile', '--no-input', '--progress-bar', 'off', '--disable-pip-version-check'];
        await runCommand(
          python.executable,
          ['-m', 'pip', ...args, ...quiet, '--root-user-action', 'ignore', '--requirement', requirements],
          { onLine: (line) => progress(line.trim()) },
        );
        removeOtherServices(join(packages, 'botocore', 'data'));
        symlinkSync(python.executable, join(dirname(path), 'python'));
        writeFileSync(path, launcher, { mode: 0o755 });
        return versionOf(python.executable, packages);
      });
      return `${versions.moto} on Python ${python.version}`;
    },
    hint: `By hand: python3 -m pip install --target ${join(dirname(motoPath()), 'site-packages')} --requirement ${requirements}`,
  };
}

function removeOtherServices(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !services.includes(entry.name)) {
      rmSync(join(folder, entry.name), { recursive: true });
    }
  }
}

async function versionOf(python: string, packages: string): Promise<string> {
  // Far enough to find a service's description missing.
  const program = [
    'import moto, moto.server',
    'from moto.autoscaling.models import autoscaling_backends as backends',
    'backends["123456789012"]["us-east-1"]',
    'print(moto.__version__)',
  ].join('\n');
  const env = { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await runCommand(python, ['-c', program], { env, timeout: 120_000 });
  if (stdout.trim() === versions.moto) return versions.moto;
  throw new Error(`moto says it is version ${stdout.trim()}; ${versions.moto} was asked for`);
}
