import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { stackFolder } from '../../providers/local/state/layout.ts';
import { repositoryRoot } from '../../setup/paths.ts';
import { suggest } from '../../topology/diagnostics/suggest.ts';
import { stackFiles } from '../../topology/load/read.ts';
import { Failure } from '../failure.ts';

/** Name of the Pulumi project, as Pulumi.yaml has it; the engine files state under it. */
export const projectName = 'skerry';

/** A clone and what lies in it. */
export class Project {
  readonly root: string;

  constructor(root: string = repositoryRoot()) {
    this.root = root;
  }

  /** Where `stack`'s file is or would be. */
  stackFile(stack: string): string {
    return join(this.root, 'stacks', `Pulumi.${stack}.yaml`);
  }

  /** Names of all stacks, sorted. */
  stacks(): string[] {
    return stackFiles(join(this.root, 'stacks')).map(({ stack }) => stack);
  }

  /** @throws {Failure} where there is no such stack; names the likely one */
  requireStack(stack: string): string {
    const file = this.stackFile(stack);
    if (/^[\w.-]+$/.test(stack) && existsSync(file)) return file;
    const known = this.stacks();
    const near = suggest(stack, known);
    throw new Failure(
      `there is no stack "${stack}": no ${this.display(file)}; there are ${known.join(', ')}`,
      {
        exitCode: 2,
        ...(near === undefined ? {} : { fix: near }),
      },
    );
  }

  /** The folder that holds the state of a local stack. */
  stateFolder(stack: string, environment: NodeJS.ProcessEnv = process.env): string {
    return stackFolder(stack, this.root, environment);
  }

  /** A path as a person in the working directory writes it. */
  display(path: string, from: string = process.cwd()): string {
    const near = relative(from, resolve(path));
    return near === '' || near.startsWith('..') ? path : near;
  }
}
