import { open, stat, type FileHandle } from 'node:fs/promises';
import { isErrno } from '../../providers/local/state/files.ts';

/** Enough for hundreds of lines, and little to read. In bytes. */
const tailBytes = 256 * 1024;

/**
 * Reads a log that grows and is rotated: svlogd renames `current` and begins a new one, so the open file is read to its
 * end before the one that took its place.
 */
export class LogTail {
  private readonly path: string;
  private file: FileHandle | undefined;
  private offset = 0;
  /** Bytes of a line whose end isn't written yet. */
  private partial = Buffer.alloc(0);

  constructor(path: string) {
    this.path = path;
  }

  /** The last lines that are there now; reading goes on behind them. */
  async last(count: number): Promise<string[]> {
    if (!(await this.reopen())) return [];
    const { size } = await this.file!.stat();
    this.offset = Math.max(0, size - tailBytes);
    const cut = this.offset > 0;
    const lines = await this.readOn();
    // The first of a cut text is the end of a line.
    const whole = cut ? lines.slice(1) : lines;
    return count === 0 ? [] : whole.slice(-count);
  }

  /** Lines that came since the last call. */
  async fresh(): Promise<string[]> {
    const lines = this.file ? await this.readOn() : [];
    if (!(await this.rotated())) return lines;
    // What was written between the reading and the renaming.
    if (this.file) lines.push(...(await this.readOn()));
    if (await this.reopen()) lines.push(...(await this.readOn()));
    return lines;
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  private async rotated(): Promise<boolean> {
    if (!this.file) return true;
    try {
      return (await stat(this.path)).ino !== (await this.file.stat()).ino;
    } catch (error) {
      // Between the renaming and the new file there is none.
      if (isErrno(error, 'ENOENT')) return false;
      throw error;
    }
  }

  private async reopen(): Promise<boolean> {
    await this.close();
    this.offset = 0;
    this.partial = Buffer.alloc(0);
    try {
      this.file = await open(this.path, 'r');
      return true;
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return false;
      throw error;
    }
  }

  private async readOn(): Promise<string[]> {
    const chunks = [this.partial];
    for (;;) {
      const { bytesRead, buffer } = await this.file!.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, this.offset);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      this.offset += bytesRead;
    }
    const bytes = Buffer.concat(chunks);
    const end = bytes.lastIndexOf(10);
    this.partial = bytes.subarray(end + 1);
    return end < 0 ? [] : bytes.toString('utf8', 0, end).split('\n');
  }
}
