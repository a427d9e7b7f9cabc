import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAllUnder, processesUnder } from './processes.ts';
import { must, run, type Result } from './run.ts';
import { repository, Workspace } from './workspace.ts';

/** A user of the system with a home, a clone and a cache, made by root for one test. */
export class OrdinaryUser {
  readonly clone: string;
  private readonly name: string;
  private readonly home: string;
  private readonly uid: number;
  private readonly gid: number;

  private constructor(name: string, home: string, ids: { uid: number; gid: number }) {
    this.name = name;
    this.home = home;
    this.clone = join(home, 'skerry');
    this.uid = ids.uid;
    this.gid = ids.gid;
  }

  static async create(): Promise<OrdinaryUser> {
    const name = `skerry-${process.pid}`;
    const home = await mkdtemp(join(tmpdir(), 'skerry-user-'));
    await must('useradd', ['--home-dir', home, '--no-create-home', '--shell', '/bin/sh', name], { cwd: '/' });
    const id = async (flag: string) => Number((await must('id', [flag, name], { cwd: '/' })).stdout);
    const user = new OrdinaryUser(name, home, { uid: await id('-u'), gid: await id('-g') });
    await Workspace.populate(user.clone);
    // A copy of root's: what it holds is what the user's own set-up would make, minutes later.
    await cp(cacheOfRoot(), join(home, '.cache/skerry'), { recursive: true, verbatimSymlinks: true });
    await rm(join(user.clone, 'node_modules'), { force: true });
    await symlink(join(repository, 'node_modules'), join(user.clone, 'node_modules'));
    await must('chown', ['-R', '-h', `${name}:`, home], { cwd: '/' });
    return user;
  }

  npm(args: string[]): Promise<Result> {
    return run('npm', args, {
      cwd: this.clone,
      uid: this.uid,
      gid: this.gid,
      env: { PATH: process.env['PATH'], HOME: this.home, USER: this.name, LANG: 'C.UTF-8', NO_COLOR: '1' },
    });
  }

  async dispose(): Promise<void> {
    const left = processesUnder(this.clone);
    await killAllUnder(this.clone);
    await must('userdel', [this.name], { cwd: '/' });
    await rm(this.home, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`left running: ${left.map(({ command }) => command).join('; ')}`);
  }
}

const cacheOfRoot = (): string =>
  process.env['SKERRY_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'skerry');
