import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composerEnvironment } from '../../../acceptance/tools/composer-environment.ts';
import { must, run, type Result } from './run.ts';

/** A PHP project and Debian's Composer with a home and a cache of their own. */
export class ComposerProject {
  readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;

  private constructor(folder: string) {
    this.folder = folder;
    this.env = composerEnvironment(folder);
  }

  static async create(composerJson: object): Promise<ComposerProject> {
    const project = new ComposerProject(await mkdtemp(join(tmpdir(), 'skerry-composer-')));
    await mkdir(join(project.folder, 'project'));
    await writeFile(
      join(project.folder, 'project/composer.json'),
      JSON.stringify(composerJson, undefined, 4),
    );
    return project;
  }

  get path(): string {
    return join(this.folder, 'project');
  }

  /** Runs the `composer config …` lines that `skerry up` prints, as they are. */
  async configure(printed: string): Promise<string[]> {
    const lines = printed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('composer config '));
    for (const line of lines) await must('sh', ['-c', line], { cwd: this.path, env: this.env });
    return lines;
  }

  run(args: string[], timeoutSeconds = 300): Promise<Result> {
    return run('composer', args, { cwd: this.path, env: this.env, timeoutSeconds });
  }

  must(args: string[], timeoutSeconds = 300): Promise<Result> {
    return must('composer', args, { cwd: this.path, env: this.env, timeoutSeconds });
  }

  async json(file: string): Promise<unknown> {
    return JSON.parse(await readFile(join(this.path, file), 'utf8'));
  }

  /** Forgets everything that was downloaded or installed. */
  async clear(): Promise<void> {
    for (const path of ['cache', 'project/vendor', 'project/composer.lock']) {
      await rm(join(this.folder, path), { recursive: true, force: true });
    }
  }

  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
