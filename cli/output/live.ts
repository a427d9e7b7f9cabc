import type { Terminal } from './terminal.ts';

interface Sink {
  write(text: string): unknown;
}

/**
 * Lines that stay, above a region that is redrawn. Without a terminal only the lines that stay are written.
 */
export class LiveOutput {
  private readonly sink: Sink;
  private readonly terminal: Terminal;
  private readonly region: () => string[];
  private readonly timer: NodeJS.Timeout | undefined;
  private drawn = 0;

  /** @param region what to show below, asked for ten times a second; each line must fit the terminal's width */
  constructor(sink: Sink, terminal: Terminal, region: () => string[]) {
    this.sink = sink;
    this.terminal = terminal;
    this.region = region;
    if (terminal.live) {
      this.timer = setInterval(() => this.redraw([]), 100);
      this.timer.unref();
    }
  }

  print(lines: readonly string[]): void {
    if (this.terminal.live) this.redraw(lines);
    else if (lines.length > 0) this.sink.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Removes the region. Nothing may be printed afterwards. */
  end(): void {
    clearInterval(this.timer);
    if (this.terminal.live) this.sink.write(this.erasure());
    this.drawn = 0;
  }

  private redraw(above: readonly string[]): void {
    const region = this.region();
    const text = [...above, ...region].map((line) => `${line}\n`).join('');
    const erasure = this.erasure();
    if (erasure !== '' || text !== '') this.sink.write(erasure + text);
    this.drawn = region.length;
  }

  /** Cursor to the region's first line, then clear to the end of the screen. */
  private erasure(): string {
    return this.drawn === 0 ? '' : `\u001b[${this.drawn}A\u001b[0J`;
  }
}
