import type { Edit } from '../../support/sites.ts';
import type { Case } from './case.ts';

/** Schedules for the group of git, in a time zone. */
const scheduled = (schedules: string, timeZone = 'Asia/Shanghai'): Edit[] => [
  [
    'capacity: {owner: schedule, min: 3, max: 16}',
    `capacity: {owner: schedule, min: 3, max: 16}\n            schedules: {${schedules}}`,
  ],
  ['    stage: production\n', `    stage: production\n    timeZone: ${timeZone}\n`],
];

const night = 'night: {cron: "0 22 * * *", desired: 3}';

export const scheduleCases: Case[] = [
  {
    code: 'schedule/time-zone-unknown',
    site: 'cloud',
    bad: scheduled(`renewed: 2026-11-22, ${night}`, 'Asia/Shangai'),
    at: 'Asia/Shangai',
    message: 'Asia/Shangai is no time zone of the IANA database',
    fix: 'Asia/Shanghai',
    good: scheduled(`renewed: 2026-11-22, ${night}`),
  },
  {
    code: 'schedule/time-zone-shifts',
    site: 'cloud',
    bad: scheduled(`renewed: 2026-11-22, ${night}`, 'Europe/Berlin'),
    at: 'Europe/Berlin',
    message: 'Europe/Berlin has summer time, and Alibaba Cloud runs schedules by UTC all year',
    related: ['cn-hangzhou/git has schedules'],
    allowed: 'a time zone without summer time',
    fix: 'UTC, with the hours of the schedules in it',
    good: scheduled('renewed: 2026-11-22', 'Europe/Berlin'),
  },
  {
    code: 'schedule/cron-invalid',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, night: {cron: "0 25 * * *", desired: 3}'),
    at: '"0 25 * * *"',
    message: '25 is no hour of a cron line',
    fix: 'numbers from 0 to 23, ranges, lists or steps of them',
    good: scheduled('renewed: 2026-11-22, night: {cron: "0 23 * * *", desired: 3}'),
  },
  {
    code: 'schedule/cron-invalid',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, first: {cron: "0 7 1 * *", desired: 3}'),
    at: '"0 7 1 * *"',
    message:
      'cron 0 7 1 * * in Asia/Shanghai falls on another day in UTC, where its day of the month or its month would be wrong',
    fix: 'a day of the week, or an hour of the same UTC day',
    good: scheduled('renewed: 2026-11-22, first: {cron: "0 8 1 * *", desired: 3}'),
  },
  {
    code: 'schedule/renewed-missing',
    site: 'cloud',
    bad: scheduled(night),
    at: 'schedules',
    message:
      'schedules of cn-hangzhou/git end within a year on Alibaba Cloud, and the date it counts from is missing',
    fix: 'renewed: "2026-11-22"',
  },
  {
    code: 'schedule/renewed-missing',
    site: 'cloud',
    bad: scheduled(`renewed: 2026-02-31, ${night}`),
    at: '2026-02-31',
    message: 'there is no day 2026-02-31',
    fix: '"2026-11-22"',
  },
];
