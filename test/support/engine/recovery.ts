import { previewAndApply } from '../../../cli/engine/apply.ts';
import { programFinder } from '../../../cli/engine/pending/program-finder.ts';
import { settleInterrupted, settleLost, type Ground } from '../../../cli/engine/pending/settle.ts';
import type { Fault } from '../standin-provider/faults.ts';
import { faultyUpdate } from './faulty-run.ts';
import { changes } from './graph.ts';
import { isInCloud } from './layers.ts';
import type { TestProject } from './project.ts';

/** What `skerry up` does between its checks and its closing words, and what it tells meanwhile. */
export class Recovery {
  readonly #notes: string[] = [];
  readonly #project: TestProject;
  readonly #ground: Ground;

  constructor(project: TestProject) {
    this.#project = project;
    const engine = project.engine();
    this.#ground = { engine, finder: programFinder(engine), note: (text) => void this.#notes.push(text) };
  }

  /**
   * An update that is interrupted at these faults, and what the next one settles of it before it begins its own. Its
   * preview is to create what this one had begun and the state doesn't hold.
   *
   * @returns what it tells
   */
  async interrupt(faults: readonly Fault[], end: 'kill' | 'fail'): Promise<string[]> {
    this.#notes.length = 0;
    const steps = await faultyUpdate(this.#project, faults, end);
    if (end === 'kill') await settleInterrupted(this.#ground);
    else
      await settleLost(
        this.#ground,
        steps.filter(({ urn }) => faults.some((fault) => fault.urn === urn)),
      );
    return [...this.#notes];
  }

  /** The whole. */
  async up(): Promise<boolean> {
    await settleInterrupted(this.#ground);
    const result = await previewAndApply(this.#ground, [], async () => true);
    return result !== 'declined' && result.succeeded;
  }

  /** URNs of what the cloud has and the state doesn't know, and the other way round. */
  async differences(): Promise<{ orphans: string[]; lost: string[] }> {
    const known = new Map(
      (await this.#project.state())
        .filter(isInCloud)
        .flatMap(({ id, urn }) => (id === undefined ? [] : [[id, urn] as const])),
    );
    const existing = new Map(this.#project.world.all().map(({ id, urn }) => [id, urn]));
    const missing = (from: Map<string, string>, of: Map<string, string>) =>
      [...from].filter(([id]) => !of.has(id)).map(([, urn]) => urn);
    return { orphans: missing(existing, known), lost: missing(known, existing) };
  }

  async changesLeft(): Promise<string[]> {
    return changes(await this.#project.preview());
  }
}
