import fc, { type GeneratorValue } from 'fast-check';

/** Choices of a generated site, by fast-check's randomness: the same seed makes the same site. */
export class Dice {
  readonly #choose: GeneratorValue;

  constructor(choose: GeneratorValue) {
    this.#choose = choose;
  }

  /** From `least` to `most`, both of them often: limits lie there. */
  int(least: number, most: number): number {
    return this.#choose(fc.integer, { min: least, max: most });
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.int(0, values.length - 1)];
    if (value === undefined) throw new Error('there is nothing to choose from');
    return value;
  }

  /** Some of them, in their order. */
  some<T>(values: readonly T[], least: number, most = values.length): T[] {
    const count = this.int(Math.min(least, values.length), Math.min(most, values.length));
    const left = [...values.keys()];
    const chosen = Array.from({ length: count }, () => left.splice(this.int(0, left.length - 1), 1)[0]!);
    return chosen.sort((a, b) => a - b).map((index) => values[index]!);
  }

  /** The members that chance gives; an object without the others. */
  maybe<T extends object>(percent: number, members: () => T): Partial<T> {
    return this.chance(percent) ? members() : {};
  }

  /** A time as a stack file writes it, in whole minutes or in seconds. */
  minutes(least: number, most: number): string {
    return `${this.int(least, most)}m`;
  }

  seconds(least: number, most: number): string {
    return `${this.int(least, most)}s`;
  }
}
