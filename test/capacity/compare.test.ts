import { describe, expect, it } from 'vitest';
import { attribute, compareGroups, type DeclaredGroup, type Drift } from '../../capacity/compare.ts';
import type { Activity, LiveGroupState } from '../../capacity/live-group.ts';

type Owner = DeclaredGroup['capacity']['owner'];

const declared = (owner: Owner, more: Partial<DeclaredGroup> = {}): DeclaredGroup => ({
  id: 'cn-hangzhou/git',
  capacity: {
    owner,
    min: 2,
    max: 6,
    target: 3,
    onDemandBase: 0,
    warmPool: 0,
    warmState: 'stopped',
    warmReuse: false,
  },
  schedules: [],
  suspend: [],
  ...more,
});
const live = (more: Partial<LiveGroupState> = {}): LiveGroupState => ({
  region: 'cn-hangzhou',
  name: 'git',
  min: 2,
  max: 6,
  desired: 3,
  instances: [],
  suspended: [],
  ...more,
});
const compare = (group: DeclaredGroup, now: LiveGroupState): Drift[] =>
  compareGroups([group], new Map([[group.id, now]]));
const night = { name: 'night', cron: '0 22 * * *', min: 1, max: 4, desired: 1, origin: '' };

describe('a live group beside its declaration', () => {
  it.each<[string, DeclaredGroup, Partial<LiveGroupState>, Partial<Drift>[]]>([
    ['as declared', declared('iac'), {}, []],
    ['with another min', declared('iac'), { min: 1 }, [{ what: 'min', declared: '2', live: '1' }]],
    [
      'with other bounds',
      declared('autoscaler'),
      { min: 0, max: 10 },
      [
        { what: 'min', declared: '2', live: '0' },
        { what: 'max', declared: '6', live: '10' },
      ],
    ],
    [
      'moved under owner iac',
      declared('iac'),
      { desired: 5 },
      [{ what: 'desired', declared: '3', live: '5' }],
    ],
    ['moved under owner autoscaler', declared('autoscaler'), { desired: 5 }, []],
    ['moved under owner schedule', declared('schedule'), { desired: 5 }, []],
    ['at a bound of its schedule', declared('schedule', { schedules: [night] }), { min: 1, max: 4 }, []],
    [
      'at a bound of nobody’s',
      declared('schedule', { schedules: [night] }),
      { max: 5 },
      [{ what: 'max', declared: '6 or 4', live: '5' }],
    ],
    [
      'that shall do nothing on alarms',
      declared('iac'),
      { suspended: ['alarms'] },
      [{ what: 'suspended', declared: 'none', live: 'alarms' }],
    ],
    [
      'suspended as declared, in another order',
      declared('iac', {
        suspend: [
          { process: 'terminate', origin: '' },
          { process: 'alarms', origin: '' },
        ],
      }),
      { suspended: ['alarms', 'terminate'] },
      [],
    ],
    [
      'resumed by somebody',
      declared('iac', { suspend: [{ process: 'alarms', origin: '' }] }),
      {},
      [{ what: 'suspended', declared: 'alarms', live: 'none' }],
    ],
  ])('%s', (_, group, now, expected) => {
    expect(compare(group, live(now))).toEqual(
      expected.map((drift) => ({ group: 'cn-hangzhou/git', ...drift })),
    );
  });

  it('is not compared in what its platform does not know', () => {
    const { suspended: _suspended, ...local } = live();
    expect(compare(declared('iac', { suspend: [{ process: 'alarms', origin: '' }] }), local)).toEqual([]);
  });

  it('that is not there, or that nobody declares, is told', () => {
    const stray = live({ name: 'stray' });
    expect(compareGroups([declared('iac')], new Map([['cn-hangzhou/stray', stray]]))).toEqual([
      { group: 'cn-hangzhou/git', what: 'absent' },
      { group: 'cn-hangzhou/stray', what: 'undeclared' },
    ]);
  });

  it('of a region that cannot be read is not lost', () => {
    expect(compareGroups([declared('iac')], new Map(), (region) => region !== 'cn-hangzhou')).toEqual([]);
  });
});

describe('the author of a drift', () => {
  const at = new Date('2026-11-22T09:12:00Z');
  const earlier = new Date('2026-11-22T08:00:00Z');
  const activity = (more: Partial<Activity>): Activity => ({
    at,
    by: { kind: 'user', name: 'wang' },
    cause: '',
    status: 'successful',
    set: {},
    ...more,
  });
  const drift: Drift = { group: 'cn-hangzhou/git', what: 'max', declared: '6', live: '10' };

  it('is who set the value last', () => {
    const log = [
      activity({ set: { desired: 4 }, by: { kind: 'platform' } }),
      activity({ set: { max: 10 }, at: earlier }),
      activity({ set: { max: 10 }, at: new Date(0), by: { kind: 'user', name: 'lin' } }),
    ];
    expect(attribute(drift, log)).toEqual({ ...drift, by: { kind: 'user', name: 'wang', at: earlier } });
  });

  it.each<[string, Drift, Activity[]]>([
    ['the log is silent', drift, []],
    ['the log speaks of another value', drift, [activity({ set: { max: 8 } })]],
    ['the change failed', drift, [activity({ set: { max: 10 }, status: 'failed' })]],
    ['it is no number', { ...drift, what: 'suspended', live: 'alarms' }, [activity({ set: { max: 10 } })]],
  ])('stays unknown where %s', (_, unknown, log) => {
    expect(attribute(unknown, log)).toEqual(unknown);
  });
});
