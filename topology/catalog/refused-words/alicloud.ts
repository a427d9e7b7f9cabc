import { notMade, type RefusedWord } from './refused-word.ts';

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
    word: 'group.refresh',
    why: 'to the provider a refresh is a task that starts at once, and fails where no instance needs one, as in a new group',
    fix: 'leave refresh out: new instances have the image and types of the file',
    soFar: true,
  },
  { word: 'edge.port', why: 'the CDN answers on the ports of the web alone', fix: 'leave port out' },
  ...notMade('alicloud', ['site.domain.key', 'site.alerts.atMax']),
  {
    word: 'balancer.tls',
    values: ['instance'],
    why: 'Skerry makes nothing of it on alicloud so far',
    fix: 'balancer',
    soFar: true,
  },
];
