import type { ArrowChange, BoxChange } from './diff/compare.ts';
import type { Diagram } from './diagram.ts';

/** What is drawn: a diagram, and what sets it apart from that of another revision, where it was compared. */
export interface Picture {
  diagram: Diagram;
  compared?: Compared;
}

export interface Compared {
  since: Since;
  boxes: ReadonlyMap<string, BoxChange>;
  arrows: ReadonlyMap<string, ArrowChange>;
}

/** The revision that was compared with. */
export interface Since {
  /** As it was asked for: `HEAD~1`, `main`. */
  revision: string;
  /** The full hash of its commit. */
  commit: string;
  /** The file was not there then. */
  absent?: true;
}

export const showSince = ({ revision, commit, absent }: Since): string => {
  const short = commit.slice(0, 10);
  const name = commit.startsWith(revision) ? short : `${revision} (${short})`;
  return absent ? `${name}, where there was no such file` : name;
};
