import { readRefreshes, type Refresh, refreshingGroups, startRefresh } from '../../capacity/refreshes.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { groupWork } from './group-work.ts';
import { note } from '../output/note.ts';

/** A refresh that an update is followed by, as `--json` prints it. */
export interface RefreshChange {
  group: string;
  /** Ids of the instances of another image or type. */
  stale: string[];
}

export interface RefreshWork {
  changes: RefreshChange[];
  /** Shows it, after the engine's preview. */
  tell(): void;
  /** @throws {Failure} where one can't begin; the update has taken place then */
  start(): Promise<void>;
  close(): void;
}

/** @throws {Failure} where the cloud can't be asked */
export async function openRefreshes(plan: Plan): Promise<RefreshWork> {
  const { refreshes, close } =
    refreshingGroups(plan).length === 0
      ? { refreshes: [], close: () => undefined }
      : await groupWork(() => readRefreshes(plan));
  return {
    changes: refreshes.map(({ node, stale }) => ({ group: node.id, stale })),
    tell: () => refreshes.forEach((refresh) => note(lineOf(refresh))),
    start: async () => {
      for (const refresh of refreshes) await groupWork(() => begin(refresh));
    },
    close,
  };
}

const lineOf = ({ node, stale, members }: Refresh): string =>
  `Refresh: ${node.id}, ${stale.length} of ${members} are of another image or type; replaced a few at a time`;

async function begin(refresh: Refresh): Promise<void> {
  const { id } = refresh.node;
  const task = await startRefresh(refresh);
  note(
    task === undefined
      ? `${id}: a refresh is under way; the next \`skerry up\` begins another one where it is needed`
      : `${id}: the refresh ${task} has begun`,
  );
}
