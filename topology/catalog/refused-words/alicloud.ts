import { keyForNobody, noTlsOnInstances, type RefusedWord } from './refused-word.ts';

export const refusedOnAlicloud: readonly RefusedWord[] = [
  {
    word: 'group.capacity.warmPool',
    why: 'Auto Scaling has no warm pool',
    fix: 'a larger min, or leave warmPool out',
  },
  {
    word: 'group.maintenance',
    why: 'Auto Scaling has such bounds for a refresh alone',
    fix: 'leave maintenance out',
  },
  {
    word: 'group.refresh.autoRollback',
    why: 'a refresh of Auto Scaling goes back only when it is told to',
    fix: 'leave autoRollback out',
  },
  { word: 'edge.port', why: 'the CDN answers on the ports of the web alone', fix: 'leave port out' },
  keyForNobody,
  {
    word: 'site.alerts.atMax',
    // https://www.alibabacloud.com/help/doc-detail/45115.htm and doc-detail/165008.htm, read on 2026-11-22.
    why:
      'CloudMonitor counts instances and bounds of a group under names that no page of it tells, so that no alarm can ' +
      'ask for them; what a max turns down is told at once, without a time',
    fix: 'leave atMax out: alerts hear of what a max turns down all the same',
  },
  noTlsOnInstances,
];
