/** What the page's script is given. All of it is text. */
export interface PageData {
  boxes: PageBox[];
  /** Absent where nothing was compared. */
  compared?: { since: string; summary: string };
}

export interface PageBox {
  id: string;
  kind: string;
  name: string;
  lines: string[];
  details: PageRow[];
  place?: string;
  change?: 'added' | 'changed' | 'removed';
  /** What its arrows say, and whom they lead to. */
  arrows: { id: string; sentence: string; other: string; change?: string }[];
}

export interface PageRow {
  name: string;
  value: string;
  place?: string;
  /** What it was; of a row that is gone, `value` is empty. */
  before?: string;
  changed?: true;
}
