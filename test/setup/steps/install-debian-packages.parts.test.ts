import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../../setup/paths.ts';
import { isPolicyLeftBehind } from '../../../setup/policy-rc-d.ts';
import { until } from '../../support/until.ts';

const script = join(repositoryRoot(), 'setup', 'steps', 'install-debian-packages.sh');
const before = '#!/bin/sh\nexit 104\n';

/** A recorder stands for apt-get, a folder for `/`: what the script guards is the machine's policy. */
describe('installing Debian packages', () => {
  let folder: string;
  let policy: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-debian-'));
    policy = join(folder, 'usr', 'sbin', 'policy-rc.d');
    mkdirSync(join(folder, 'usr', 'sbin'), { recursive: true });
    mkdirSync(join(folder, 'run'));
    spawnSync('mkfifo', [gate()]);
    children = [];
  });
  afterEach(async () => {
    // The group, for apt-get outlives a script that was killed.
    for (const { pid } of children) if (pid !== undefined && groupLives(pid)) process.kill(-pid, 'SIGKILL');
    for (const { pid } of children) await until('its end', () => pid === undefined || !groupLives(pid));
    rmSync(folder, { recursive: true });
  });

  /** `body` sees the arguments as apt-get does; before and after it, what the policy says is noted. */
  function apt(body: string, name = 'apt'): NodeJS.ProcessEnv {
    const bin = join(folder, name);
    mkdirSync(bin, { recursive: true });
    const note = `"${policy}" </dev/null >/dev/null 2>&1; echo "${name} $1 policy=$?" >> "${folder}/log"`;
    const recorders = {
      'apt-get': `${note}\n(${body})\ncode=$?\n${note}\nexit $code`,
      dpkg: `${note}; rm -f "${folder}/interrupted"`,
    };
    for (const [command, text] of Object.entries(recorders)) {
      writeFileSync(join(bin, command), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, command), 0o755);
    }
    return { PATH: `${bin}:/usr/bin:/bin`, SKERRY_DEBIAN_ROOT: folder };
  }
  function run(body: string, ...packages: string[]) {
    return spawnSync('sh', [script, ...packages], { env: apt(body), encoding: 'utf8' });
  }
  function start(name: string, body: string, ...packages: string[]) {
    const child = spawn('sh', [script, ...packages], {
      env: apt(body, name),
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    children.push(child);
    const said = { text: '' };
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.text += text));
    return { child, said, exited: once(child, 'exit').then(([code]) => code as number | null) };
  }
  const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');
  const left = () => readdirSync(join(folder, 'usr', 'sbin'));
  /** A pipe that the recorder waits at until somebody writes. */
  const gate = () => join(folder, 'gate');
  const waitAtGate = () => `cat "${gate()}" >/dev/null`;
  const open = () => writeFileSync(gate(), '');

  it('forbids daemons to start meanwhile, and allows it again', () => {
    expect(run('true', 'runit').status).toBe(0);
    expect(log()).toBe('apt install policy=101\napt install policy=101\n');
    expect(left()).toEqual([]);
  });

  it('fetches the lists and tries again where a package is not known', () => {
    const result = run(`[ "$1" = update ] && touch "${folder}/lists"; [ -e "${folder}/lists" ]`, 'runit');
    expect(result.status).toBe(0);
    expect(result.status).toBe(0);
    expect(log()).toMatch(
      /^(apt install policy=101\n){2}apt --configure policy=101\n(apt update policy=101\n){2}(apt install policy=101\n){2}$/,
    );
  });

  it('completes first what an interrupted installation has left half done, without which apt-get refuses', () => {
    writeFileSync(join(folder, 'interrupted'), '');
    expect(run(`[ ! -e "${folder}/interrupted" ]`, 'runit').status).toBe(0);
    expect(left()).toEqual([]);
  });

  it('puts a policy back that was there before, also after a failure', () => {
    writeFileSync(policy, before, { mode: 0o755 });
    expect(run('exit 100', 'runit').status).toBe(100);
    expect(log()).toContain('policy=101');
    expect(readFileSync(policy, 'utf8')).toBe(before);
    expect(left()).toEqual(['policy-rc.d']);
  });

  it('puts a policy back as the link that it was', () => {
    symlinkSync('/etc/alternatives/policy-rc.d', policy);
    expect(run('true', 'runit').status).toBe(0);
    expect(log()).toContain('policy=101');
    expect(lstatSync(policy).isSymbolicLink()).toBe(true);
    expect(readlinkSync(policy)).toBe('/etc/alternatives/policy-rc.d');
    expect(left()).toEqual(['policy-rc.d']);
  });

  it.each([
    ['without a policy before', undefined],
    ['with one', before],
  ])('tidies up by the next run after it was killed, %s', (_, content) => {
    if (content) writeFileSync(policy, content, { mode: 0o755 });
    // The script is the parent of apt-get.
    run('kill -9 $PPID', 'runit');
    expect(readFileSync(policy, 'utf8')).toContain('exit 101');
    expect(isPolicyLeftBehind(folder)).toBe(true);

    expect(run('true').status).toBe(0);
    expect(left()).toEqual(content ? ['policy-rc.d'] : []);
    if (content) expect(readFileSync(policy, 'utf8')).toBe(content);
    expect(isPolicyLeftBehind(folder)).toBe(false);
  });

  it('leaves a policy alone that was put there after a run that was killed', () => {
    writeFileSync(policy, before, { mode: 0o755 });
    run('kill -9 $PPID', 'runit');
    const newer = '#!/bin/sh\nexit 0\n';
    rmSync(policy);
    writeFileSync(policy, newer, { mode: 0o755 });

    expect(run('true').status).toBe(0);
    expect(readFileSync(policy, 'utf8')).toBe(newer);
    expect(left()).toEqual(['policy-rc.d']);
  });

  it('waits for another run, whoever started it, and takes its policy for none that is left behind', async () => {
    writeFileSync(policy, before, { mode: 0o755 });
    const first = start('first', waitAtGate(), 'runit');
    await until('the first apt-get', () => log().includes('first install'));
    expect(isPolicyLeftBehind(folder)).toBe(false);
    const second = start('second', 'true', 'nginx');
    const tidying = start('tidying', 'true');
    await until('both to wait', () =>
      [second, tidying].every(({ said }) => said.text.includes('Waiting for another')),
    );
    open();
    expect(await Promise.all([first.exited, second.exited, tidying.exited])).toEqual([0, 0, 0]);
    expect(log()).toBe(
      ['first', 'first', 'second', 'second'].map((name) => `${name} install policy=101\n`).join(''),
    );
    expect(readFileSync(policy, 'utf8')).toBe(before);
    expect(left()).toEqual(['policy-rc.d']);
  });

  it('waits for an apt-get whose own script was killed', async () => {
    const first = start('first', `kill -9 $PPID; ${waitAtGate()}`, 'runit');
    await first.exited;
    expect(isPolicyLeftBehind(folder)).toBe(false);
    const second = start('second', 'true', 'nginx');
    await until('it to wait', () => second.said.text.includes('Waiting for another'));
    open();
    expect(await second.exited).toBe(0);
    expect(log()).not.toMatch(/policy=(?!101)/);
    expect(left()).toEqual([]);
  });
});

function groupLives(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
