import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** With `/` between its parts; a folder ends with one. */
  path: string;
  data: Uint8Array;
  /** Default: `deflate`. */
  method?: 'store' | 'deflate';
}

export interface ZipOptions {
  /** Modification time of every entry, in UTC, between 1980 and 2107. */
  modified: Date;
  /** Archive comment. */
  comment?: string;
  /** Sizes and checksum behind each body, as writers do that stream. */
  dataDescriptors?: boolean;
}

const VERSION_NEEDED = 20;
const UTF8_NAMES = 0x0800;
const DATA_DESCRIPTOR = 0x0008;

/** A whole zip archive in memory: the same files and options always make the same bytes. */
export function zip(files: readonly ZipFile[], options: ZipOptions): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const entry = new Entry(file, options, offset);
    const local = entry.local();
    parts.push(...local);
    directory.push(entry.central());
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, record) => sum + record.length, 0);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, comment]);
}

class Entry {
  readonly #name: Buffer;
  readonly #body: Uint8Array;
  readonly #fields: Buffer;
  readonly #isFolder: boolean;
  readonly #streamed: boolean;
  readonly #offset: number;

  constructor(file: ZipFile, options: ZipOptions, offset: number) {
    this.#name = Buffer.from(file.path);
    this.#isFolder = file.path.endsWith('/');
    this.#streamed = options.dataDescriptors === true && !this.#isFolder;
    this.#offset = offset;
    const stored = file.method === 'store' || this.#isFolder;
    this.#body = stored ? file.data : deflateRawSync(file.data, { level: 6 });
    // The fields that local header and directory record share, from "version needed" to "extra length".
    this.#fields = Buffer.alloc(26);
    this.#fields.writeUInt16LE(VERSION_NEEDED, 0);
    this.#fields.writeUInt16LE(UTF8_NAMES | (this.#streamed ? DATA_DESCRIPTOR : 0), 2);
    this.#fields.writeUInt16LE(stored ? 0 : 8, 4);
    this.#fields.writeUInt32LE(dosTime(options.modified), 6);
    this.#fields.writeUInt32LE(crc32(file.data), 10);
    this.#fields.writeUInt32LE(this.#body.length, 14);
    this.#fields.writeUInt32LE(file.data.length, 18);
    this.#fields.writeUInt16LE(this.#name.length, 22);
  }

  local(): Buffer[] {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    this.#fields.copy(header, 4);
    const body = Buffer.from(this.#body.buffer, this.#body.byteOffset, this.#body.length);
    if (!this.#streamed) return [header, this.#name, body];
    header.fill(0, 14, 26);
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    this.#fields.copy(descriptor, 4, 10, 22);
    return [header, this.#name, body, descriptor];
  }

  central(): Buffer {
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    // Made on Unix, so that unpackers take the mode from the external attributes.
    record.writeUInt16LE((3 << 8) | VERSION_NEEDED, 4);
    this.#fields.copy(record, 6);
    record.writeUInt32LE(((this.#isFolder ? 0o040755 : 0o100644) << 16) >>> 0, 38);
    record.writeUInt32LE(this.#offset, 42);
    return Buffer.concat([record, this.#name]);
  }
}

/** MS-DOS time in the low half, date in the high half; two-second steps. */
function dosTime(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return ((date << 16) | time) >>> 0;
}
