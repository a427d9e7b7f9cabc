/** What a stream can show. Decided once, from the stream and the environment, so that everything else stays pure. */
export interface Terminal {
  color: boolean;
  /** A person watches: lines may be redrawn. */
  live: boolean;
  columns: number;
}

interface OutputStream {
  isTTY?: boolean;
  /** 0 where the terminal doesn't know its size. */
  columns?: number;
}

/** Colour on terminals alone, never with `NO_COLOR` (no-color.org) or a dumb one. */
export function terminalOf(
  stream: OutputStream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Terminal {
  const dumb = environment['TERM'] === 'dumb';
  const live = stream.isTTY === true && !dumb;
  return { live, color: live && !environment['NO_COLOR'], columns: stream.columns || 80 };
}

const codes = { dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof codes;

export type Paint = (style: Style, text: string) => string;

export function paintFor(terminal: Pick<Terminal, 'color'>): Paint {
  return terminal.color ? (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m` : (_style, text) => text;
}
