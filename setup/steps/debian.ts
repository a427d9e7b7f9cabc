import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackages, missingMessage, missingPackages, type Privilege } from '../debian-packages.ts';
import { findCommand } from '../find-command.ts';
import { isPolicyLeftBehind, policyRcD } from '../policy-rc-d.ts';
import { runCommand, tryCommand } from '../run-command.ts';
import type { Purpose, Step } from '../step.ts';

/** The programs that parts consist of, and for the tests those of real clients. */
export function debianStep(root: string, purposes: readonly Purpose[]): Step {
  const missing = () =>
    missingPackages(debianPackages, purposes, {
      command: (name) => findCommand(name) !== undefined,
      file: (path) => existsSync(path),
    });
  const script = join(root, 'setup', 'steps', 'install-debian-packages.sh');
  const wanted = debianPackages.filter((entry) => purposes.includes(entry.for)).map(({ name }) => name);
  return {
    name: purposes.includes('start') ? 'Debian packages' : 'Debian packages of the tests',
    detect() {
      const names = missing().map(({ name }) => name);
      if (isPolicyLeftBehind())
        return { present: false, reason: `${policyRcD} is left of an interrupted installation` };
      if (names.length > 0) return { present: false, reason: `missing: ${names.join(', ')}` };
      return { present: true, detail: wanted.join(', ') };
    },
    async obstacle() {
      const privilege = await privilegeHere();
      if (privilege === 'root' || privilege === 'sudo') return undefined;
      const packages = missing();
      return packages.length > 0
        ? missingMessage(packages, privilege)
        : `${policyRcD} is left of an interrupted installation. Tidy up: sudo sh ${script}`;
    },
    standsAlone: true,
    async install(progress) {
      const names = missing().map(({ name }) => name);
      const [command, ...args] = (await privilegeHere()) === 'root' ? ['sh'] : ['sudo', '-n', 'sh'];
      await runCommand(command ?? 'sh', [...args, script, ...names], { onLine: progress });
      return names.join(', ') || 'tidied up';
    },
    hint: `By hand, as root: sh ${script} PACKAGE…`,
  };
}

async function privilegeHere(): Promise<Privilege> {
  if (!findCommand('apt-get')) return 'not-debian';
  if (process.getuid?.() === 0) return 'root';
  const sudo = await tryCommand('sudo', ['-n', 'true'], { timeout: 5_000 });
  return sudo?.code === 0 ? 'sudo' : 'none';
}
