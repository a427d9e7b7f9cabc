import { ZipDefect } from './defect.ts';
import { findDescriptor, LOOK_AHEAD } from './descriptor-search.ts';
import { EntryTable } from './entry-table.ts';
import * as format from './format.ts';

/** Its extensible part is reserved; nobody writes one. What is held in memory must have a bound. */
const MAX_ZIP64_END = 64 * 1024;

/**
 * Bytes of the directory: twice what `MAX_ENTRIES` with paths of a hundred characters take. It isn't held here, but
 * everyone who unpacks the archive reads it as a whole.
 */
const MAX_DIRECTORY = 64 * 1024 * 1024;

/** How much of something that is no archive a report shows. */
const SHOWN = 40;
const NOTHING = Buffer.alloc(0);

/**
 * Checks that a body is one whole zip archive while it streams past: entries without gaps from the first byte on, a
 * directory that names each of them once and agrees with it, an end record that agrees with both, and nothing behind
 * it. Nothing is inflated, and only the record at hand is held: it costs a fraction of the network.
 *
 * It finds bodies that are cut, padded, damaged in their structure, or no archive at all. Damage inside an entry's
 * packed bytes it can't see; TCP and the shasum, where there is one, guard those.
 */
export class ZipStructureCheck {
  readonly #entries = new EntryTable();
  /** Bytes at hand; those before the cursor are done with. */
  #bytes: Buffer = NOTHING;
  #cursor = 0;
  /** Offset in the body of the byte at the cursor. */
  #position = 0;
  #state: 'records' | 'body' | 'descriptor' | 'ended' = 'records';
  /** Bytes of the current entry's body still to come. */
  #remaining = 0;
  /** First byte of the current entry's body. */
  #bodyStart = 0;
  #directoryStart: number | undefined;
  #records = 0;
  #zip64: { end: format.EndRecord; at: number; located: boolean } | undefined;

  /** @throws ZipDefect as soon as the body can't become a sound archive */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    while (this.#step());
    // What stays pending must not keep the whole chunk alive, which the caller may reuse, too.
    this.#bytes = this.#left > 0 ? Buffer.from(this.#bytes.subarray(this.#cursor)) : NOTHING;
    this.#cursor = 0;
  }

  /** @throws ZipDefect where the body ended too early */
  end(): void {
    if (this.#state === 'ended') return;
    const total = this.#position + this.#left;
    if (total === 0) throw new ZipDefect('the body is empty');
    if (this.#entries.count === 0) throw this.#notAZip();
    const where =
      this.#state === 'records'
        ? this.#directoryStart === undefined
          ? `before its directory, after ${this.#entries.count} entries`
          : 'inside its directory'
        : `inside entry ${this.#entries.count}`;
    throw new ZipDefect(`it is cut short: it ends ${where}, at ${total} bytes`);
  }

  /** Consumes what it can; false where more bytes are needed. */
  #step(): boolean {
    if (this.#state === 'body') return this.#skipBody();
    if (this.#state === 'descriptor') return this.#seekDescriptor();
    if (this.#left === 0) return false;
    if (this.#state === 'ended') throw new ZipDefect(`bytes follow its end, from ${this.#position} on`);
    if (this.#left < 4) return false;
    return this.#record(this.#bytes.readUInt32LE(this.#cursor));
  }

  #record(signature: number): boolean {
    if (signature === format.LOCAL && this.#directoryStart === undefined) return this.#local();
    if (this.#entries.count === 0) {
      if (this.#left < SHOWN) return false;
      throw this.#notAZip();
    }
    this.#directoryStart ??= this.#position;
    switch (signature) {
      case format.CENTRAL:
        if (this.#zip64) break;
        return this.#central();
      case format.ZIP64_END:
        return this.#zip64End();
      case format.ZIP64_LOCATOR:
        return this.#zip64Locator();
      case format.END:
        return this.#end();
    }
    throw new ZipDefect(`at ${this.#position} no record begins where one should`);
  }

  #local(): boolean {
    if (this.#left < format.LOCAL_SIZE) return false;
    const record = this.#whole(format.LOCAL_SIZE + this.#short(26) + this.#short(28));
    if (!record) return false;
    const header = format.readLocal(record);
    this.#entries.add(this.#position, header);
    this.#take(record.length);
    this.#bodyStart = this.#position;
    this.#remaining = header.packed;
    this.#state = header.hasDescriptor ? 'descriptor' : 'body';
    return true;
  }

  #skipBody(): boolean {
    const skipped = Math.min(this.#remaining, this.#left);
    this.#take(skipped);
    this.#remaining -= skipped;
    if (this.#remaining > 0) return false;
    this.#state = 'records';
    return true;
  }

  #seekDescriptor(): boolean {
    const found = findDescriptor(this.#bytes.subarray(this.#cursor), this.#position - this.#bodyStart);
    if (!found) {
      // A descriptor may begin in the last bytes, or lie unsigned before a record that does.
      this.#take(Math.max(0, this.#left - LOOK_AHEAD));
      return false;
    }
    this.#entries.completeLast(found.crc, found.packed, found.unpacked);
    this.#take(found.next);
    this.#state = 'records';
    return true;
  }

  #central(): boolean {
    if (this.#left < format.CENTRAL_SIZE) return false;
    const record = this.#whole(format.CENTRAL_SIZE + this.#short(28) + this.#short(30) + this.#short(32));
    if (!record) return false;
    if (this.#position + record.length - (this.#directoryStart ?? 0) > MAX_DIRECTORY) {
      throw new ZipDefect(`its directory is larger than ${MAX_DIRECTORY} bytes`);
    }
    this.#entries.match(format.readCentral(record));
    this.#records += 1;
    this.#take(record.length);
    return true;
  }

  #zip64End(): boolean {
    const record = this.#whole(format.ZIP64_END_SIZE);
    if (!record) return false;
    // Its own size is told behind its first twelve bytes; a longer one has an extensible part.
    const length = 12 + format.safe(record.readBigUInt64LE(4));
    if (length < format.ZIP64_END_SIZE || length > MAX_ZIP64_END) {
      throw new ZipDefect(`its zip64 end record claims ${length} bytes`);
    }
    const whole = this.#whole(length);
    if (!whole) return false;
    this.#zip64 = { end: format.readZip64End(record), at: this.#position, located: false };
    this.#take(whole.length);
    return true;
  }

  #zip64Locator(): boolean {
    const record = this.#whole(format.ZIP64_LOCATOR_SIZE);
    if (!record) return false;
    if (!this.#zip64 || format.safe(record.readBigUInt64LE(8)) !== this.#zip64.at) {
      throw new ZipDefect('its zip64 locator points at no zip64 end record');
    }
    this.#zip64.located = true;
    this.#take(record.length);
    return true;
  }

  #end(): boolean {
    if (this.#left < format.END_SIZE) return false;
    const record = this.#whole(format.END_SIZE + this.#short(20));
    if (!record) return false;
    this.#agrees(format.readEnd(record), 0xffff, 0xffffffff);
    if (this.#zip64?.located) this.#agrees(this.#zip64.end, Infinity, Infinity);
    this.#take(record.length);
    this.#state = 'ended';
    return true;
  }

  /** A value of all ones is told by the zip64 end record instead. */
  #agrees(end: format.EndRecord, deferredCount: number, deferredSize: number): void {
    const start = this.#directoryStart ?? 0;
    const size = (this.#zip64?.at ?? this.#position) - start;
    const same = (told: number, seen: number, deferred: number) =>
      told === seen || (told === deferred && this.#zip64 !== undefined);
    if (!this.#entries.isComplete || !same(end.entries, this.#records, deferredCount)) {
      const counts = `${this.#entries.count} entries, ${this.#records} in the directory, ${end.entries} by its end record`;
      throw new ZipDefect(`entries are missing: ${counts}`);
    }
    if (!same(end.directoryOffset, start, deferredSize) || !same(end.directorySize, size, deferredSize)) {
      throw new ZipDefect(`its end record places the directory elsewhere than at ${start}`);
    }
  }

  /** The record at hand with all its variable parts, once they are there. */
  #whole(length: number): Buffer | undefined {
    return this.#left < length ? undefined : this.#bytes.subarray(this.#cursor, this.#cursor + length);
  }

  /** A field of the record at hand. */
  #short(at: number): number {
    return this.#bytes.readUInt16LE(this.#cursor + at);
  }

  /** Bytes at hand from the cursor on. */
  get #left(): number {
    return this.#bytes.length - this.#cursor;
  }

  #take(length: number): void {
    this.#cursor += length;
    this.#position += length;
  }

  #notAZip(): ZipDefect {
    if (this.#left >= 4 && this.#bytes.readUInt32LE(this.#cursor) === format.END) {
      return new ZipDefect('the archive holds no entries');
    }
    const shown = this.#bytes.subarray(this.#cursor, this.#cursor + SHOWN);
    const start = shown.toString('latin1').trimStart();
    const what = start.startsWith('<') ? 'HTML or XML, ' : '';
    return new ZipDefect(`it is ${what}not a zip archive`, `it begins with ${JSON.stringify(start)}`);
  }
}
