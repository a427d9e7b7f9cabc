import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { CronError, parseCron, type Cron } from '../../schedule/cron.ts';
import type { Schedule } from '../../schema/schedule.ts';
import { scheduleEntries, type GroupEntry, type SiteIndex } from '../../site-index.ts';

export interface ScheduleEntry {
  group: GroupEntry;
  name: string;
  schedule: Schedule;
  pointer: Pointer;
}

export function* schedules({ groups }: SiteIndex): Generator<ScheduleEntry> {
  for (const group of groups.values()) {
    for (const [name, schedule] of scheduleEntries(group.value.schedules)) {
      yield { group, name, schedule, pointer: below(group.pointer, 'schedules', name) };
    }
  }
}

/** Those whose lines can be read; what is wrong with the others is told by itself. */
export function* timed(index: SiteIndex): Generator<ScheduleEntry & { cron: Cron }> {
  for (const entry of schedules(index)) {
    try {
      yield { ...entry, cron: parseCron(entry.schedule.cron) };
    } catch (error) {
      if (!(error instanceof CronError)) throw error;
    }
  }
}
