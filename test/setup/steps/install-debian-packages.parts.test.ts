import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../../setup/paths.ts';

const script = join(repositoryRoot(), 'setup', 'steps', 'install-debian-packages.sh');

/** A recorder stands for apt-get: what the script guards is the machine's policy, which a test must not touch. */
describe('installing Debian packages', () => {
  let folder: string;
  let policy: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-debian-'));
    policy = join(folder, 'etc', 'policy-rc.d');
    mkdirSync(join(folder, 'etc'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** `body` sees the arguments as apt-get does; it also notes what the policy says meanwhile. */
  function run(body: string, ...packages: string[]) {
    const apt = join(folder, 'apt-get');
    const record = `"$SKERRY_POLICY_RC_D" </dev/null >/dev/null; echo "$1 policy=$?" >> "${folder}/log"`;
    writeFileSync(apt, `#!/bin/sh\n${record}\n${body}\n`);
    chmodSync(apt, 0o755);
    return spawnSync('sh', [script, ...packages], {
      env: { PATH: `${folder}:/usr/bin:/bin`, SKERRY_POLICY_RC_D: policy },
      encoding: 'utf8',
    });
  }
  const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');
  const left = () => readdirSync(join(folder, 'etc'));

  it('forbids daemons to start meanwhile, and allows it again', () => {
    expect(run('exit 0', 'runit').status).toBe(0);
    expect(log()).toBe('install policy=101\n');
    expect(left()).toEqual([]);
  });

  it('fetches the lists and tries again where a package is not known', () => {
    const result = run(`[ "$1" = update ] && touch "${folder}/lists"; [ -e "${folder}/lists" ]`, 'runit');
    expect(result.status).toBe(0);
    expect(log()).toBe('install policy=101\nupdate policy=101\ninstall policy=101\n');
  });

  it('puts a policy back that was there before, also after a failure', () => {
    writeFileSync(policy, '#!/bin/sh\nexit 104\n', { mode: 0o755 });
    expect(run('exit 100', 'runit').status).toBe(100);
    expect(log()).toContain('policy=101');
    expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 104\n');
    expect(left()).toEqual(['policy-rc.d']);
  });

  it.each([
    ['without a policy before', undefined],
    ['with one', '#!/bin/sh\nexit 104\n'],
  ])('tidies up by the next run after it was killed, %s', (_, before) => {
    if (before) writeFileSync(policy, before, { mode: 0o755 });
    // The script is the parent of apt-get.
    run('kill -9 $PPID', 'runit');
    expect(readFileSync(policy, 'utf8')).toContain('exit 101');

    expect(run('exit 0').status).toBe(0);
    expect(left()).toEqual(before ? ['policy-rc.d'] : []);
    if (before) expect(readFileSync(policy, 'utf8')).toBe(before);
  });
});
