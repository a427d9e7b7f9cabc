import { ZipDefect } from './defect.ts';
import type { CentralRecord, LocalHeader } from './format.ts';

const COLUMNS = 6;
const SHOWN_NAME = 200;
/**
 * Packages of 50,000 files exist (generated clients of whole clouds), the Linux kernel has 90,000. The table grows to
 * 13 MB for this many.
 */
export const MAX_ENTRIES = 200_000;

/**
 * The local headers seen so far, in numbers alone: some 48 bytes an entry, so that an archive of 100,000 files takes
 * 5 MB. Each must be named by exactly one record of the directory.
 */
export class EntryTable {
  #rows = new Float64Array(32 * COLUMNS);
  #count = 0;
  #matched = 0;

  get count(): number {
    return this.#count;
  }

  add(offset: number, { name, method, crc, packed, unpacked }: LocalHeader): void {
    if (this.#count === MAX_ENTRIES) throw new ZipDefect(`it holds more than ${MAX_ENTRIES} entries`);
    const at = this.#count * COLUMNS;
    if (at === this.#rows.length) {
      const grown = new Float64Array(this.#rows.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    // One by one: thousands of archives with hundreds of entries pass here, and an array for each would be rubbish.
    this.#rows[at] = offset;
    this.#rows[at + 1] = hashName(name);
    this.#rows[at + 2] = method;
    this.#rows[at + 3] = crc;
    this.#rows[at + 4] = packed;
    this.#rows[at + 5] = unpacked;
    this.#count += 1;
  }

  /** Sizes that only the data descriptor told. */
  completeLast(crc: number, packed: number, unpacked: number): void {
    this.#rows.set([crc, packed, unpacked], (this.#count - 1) * COLUMNS + 3);
  }

  match(record: CentralRecord): void {
    const name = () => JSON.stringify(record.name.toString().slice(0, SHOWN_NAME));
    const row = this.#find(record.offset);
    if (row < 0) {
      throw new ZipDefect(`the directory places a file at ${record.offset}, where no entry begins`, name());
    }
    const at = row * COLUMNS;
    const agrees =
      this.#rows[at + 1] === hashName(record.name) &&
      this.#rows[at + 2] === record.method &&
      this.#rows[at + 3] === record.crc &&
      this.#rows[at + 4] === record.packed &&
      this.#rows[at + 5] === record.unpacked;
    if (!agrees) {
      throw new ZipDefect(`directory and local header of the entry at ${record.offset} differ`, name());
    }
    this.#matched += 1;
    // No name has this hash: a second record for the same entry differs from it.
    this.#rows[at + 1] = NaN;
  }

  /** Every entry has been named by the directory. */
  get isComplete(): boolean {
    return this.#matched === this.#count;
  }

  /** Writers keep the order, so the next row is nearly always the one; else by bisection. */
  #find(offset: number): number {
    if (this.#matched < this.#count && this.#rows[this.#matched * COLUMNS] === offset) return this.#matched;
    let low = 0;
    let high = this.#count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#rows[middle * COLUMNS]!;
      if (found === offset) return middle;
      if (found < offset) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** FNV-1a: it guards against damage, not against malice. */
function hashName(name: Buffer): number {
  let hash = 0x811c9dc5;
  for (const byte of name) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
