import { readRotation } from './balancer/rotation.ts';
import type { Rotation } from './balancer/rotation.ts';
import { probe } from './parts/probe.ts';
import { listRecords } from './parts/record.ts';
import type { FoundPart } from './parts/record.ts';

/** The parts of a stack at one moment: each is asked once, however many want to know. */
export class Survey {
  readonly stateDir: string;
  readonly #illnesses = new Map<string, Promise<string | undefined>>();
  #records: Promise<FoundPart[]> | undefined;
  #rotation: Promise<Rotation> | undefined;

  constructor(stateDir: string) {
    this.stateDir = stateDir;
  }

  records(): Promise<FoundPart[]> {
    return (this.#records ??= listRecords(this.stateDir));
  }

  /** Who gets connections, of all that have balancers. */
  rotation(): Promise<Rotation> {
    return (this.#rotation ??= this.records().then((records) => readRotation(this.stateDir, records)));
  }

  /** `undefined`: it answers. */
  illness({ id, probe: target }: FoundPart): Promise<string | undefined> {
    const asked = this.#illnesses.get(id);
    if (asked) return asked;
    const asking = target ? probe(target) : Promise.resolve('it has no health check');
    this.#illnesses.set(id, asking);
    return asking;
  }
}
