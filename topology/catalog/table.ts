/** Facts about a platform that change with time and are looked up nowhere during a preview. */
export interface Table<Row> {
  /** What the table is about, as a message names it. */
  subject: string;
  /** When the facts were last compared with the source, `YYYY-MM-DD`. */
  date: string;
  source: string;
  rows: Row;
}

/** How a message names where its knowledge comes from: `NLB zones, table of 2026-11-20`. */
export function cite(table: Table<unknown>): string {
  return `${table.subject}, table of ${table.date}`;
}
