import { below } from '../../diagnostics/pointer.ts';
import type { Check } from '../check.ts';
import { effectiveOnce } from '../group/presets.ts';

/** What every cloud takes, and nobody means. */
export const lifecycleSense: Check[] = [
  {
    code: 'hook/boot-continues',
    severity: 'warning',
    summary: 'an instance that never becomes healthy takes no work',
    why: 'When the time of the boot hook is over, the instance would go into service all the same, sick as it is; and the release that made it sick goes on to the next.',
    allowed: 'onTimeout: abandon for the hook boot, which is its default.',
    fix: 'Leave onTimeout out, or write abandon.',
    *run({ index }) {
      for (const { name, pointer, region, value, workload } of index.groups.values()) {
        if (region.platform === 'local' || workload === 'own') continue;
        if (value.hooks?.['boot']?.onTimeout !== 'continue') continue;
        yield {
          pointer: below(pointer, 'hooks', 'boot', 'onTimeout'),
          message: `an instance of ${name} that never becomes healthy would take work all the same`,
          fix: 'abandon',
        };
      }
    },
  },
  ...(['refresh', 'maintenance'] as const).map((word): Check => ({
    code: word === 'refresh' ? 'refresh/leaves-none' : 'maintenance/leaves-none',
    severity: 'warning',
    summary: `in production, ${word} leaves somebody at work`,
    why: 'With minHealthy 0 all instances may be replaced at the same time: for some minutes nobody answers.',
    allowed: 'minHealthy of 1 or more in production.',
    fix: 'Take 90, which is the default.',
    *run(context) {
      if (context.site.stage !== 'production') return;
      for (const { group, value, pointer } of effectiveOnce(context, word)) {
        if (value.minHealthy !== 0 || group.region.platform === 'local') continue;
        yield {
          pointer: below(pointer, 'minHealthy'),
          message: `all instances of ${group.id} may be replaced at the same time`,
          fix: '90',
        };
      }
    },
  })),
  ...(['refresh', 'maintenance'] as const).map((word): Check => ({
    code: word === 'refresh' ? 'refresh/no-room' : 'maintenance/no-room',
    severity: 'warning',
    summary: `${word} has room to replace an instance`,
    why: 'Nobody may go before another is there, and nobody may come before one has gone. AWS sets one aside all the same, one at a time, so that the bounds are not kept.',
    allowed: 'minHealthy below 100, or maxHealthy above.',
    fix: 'Raise maxHealthy or lower minHealthy.',
    *run(context) {
      for (const { group, value, pointer } of effectiveOnce(context, word)) {
        if (group.region.platform === 'local') continue;
        if ((value.minHealthy ?? 90) < 100 || (value.maxHealthy ?? 110) > 100) continue;
        yield {
          pointer: below(pointer, 'maxHealthy'),
          message: 'between 100 and 100 percent there is no room to replace anybody',
          fix: '110',
        };
      }
    },
  })),
];
