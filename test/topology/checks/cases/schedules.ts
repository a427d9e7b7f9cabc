import type { Edit } from '../../support/sites.ts';
import type { Case } from './case.ts';

/** Schedules for the group of git, in a time zone. */
const scheduled = (schedules: string, timeZone = 'Asia/Shanghai'): Edit[] => [
  ['schedules: {renewed: 2026-11-22, night: {cron: "0 22 * * *", desired: 3}}', `schedules: {${schedules}}`],
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
    good: scheduled(`renewed: 2026-11-22, ${night}`, 'Etc/GMT-2'),
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
  {
    code: 'schedule/min-exceeds-max',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", min: 17}'),
    at: '17',
    message: 'from night on, min would be 17 and max 16',
    related: ['max is 16'],
    fix: 'at most 16, or a max',
    good: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", min: 17, max: 20}'),
  },
  {
    code: 'schedule/min-exceeds-max',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", max: 2}'),
    at: '2',
    message: 'from night on, min would be 3 and max 2',
    related: ['min is 3'],
    fix: 'at least 3, or a min',
    good: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", max: 3}'),
  },
  {
    code: 'schedule/desired-outside-bounds',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", desired: 2}'),
    at: '2',
    message: 'desired 2 is below min: the cloud would refuse the change, or move the bound',
    related: ['min is 3'],
    allowed: '3 to 16',
    fix: '3',
    good: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", desired: 2, min: 2}'),
  },
  {
    code: 'schedule/platform-limit',
    site: 'cloud',
    bad: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", max: 2001}'),
    at: '2001',
    message: 'max 2001 is beyond the 2000 that Auto Scaling on alicloud has room for',
    allowed: '2000 at most (limits of capacity, table of 2026-11-20)',
    fix: '2000',
    good: scheduled('renewed: 2026-11-22, night: {cron: "0 22 * * *", max: 2000}'),
  },
  {
    code: 'schedule/renewed-in-future',
    site: 'cloud',
    bad: scheduled(`renewed: 2026-11-23, ${night}`),
    at: '2026-11-23',
    message: '2026-11-23 is yet to come, and the cloud takes no end more than a year from today',
    fix: '"2026-11-22"',
    good: scheduled(`renewed: 2026-11-22, ${night}`),
  },
  {
    code: 'schedule/expires',
    site: 'cloud',
    warning: true,
    bad: scheduled(`renewed: 2025-12-20, ${night}`),
    at: '2025-12-20',
    message: 'the schedules of cn-hangzhou/git end in 26 days, a year after 2025-12-20',
    fix: 'skerry renew, or "2026-11-22"',
    good: scheduled(`renewed: 2025-12-25, ${night}`),
  },
  {
    code: 'schedule/expires',
    site: 'cloud',
    warning: true,
    bad: scheduled(`renewed: 2025-11-20, ${night}`),
    at: '2025-11-20',
    message:
      'the schedules of cn-hangzhou/git have ended, a year after 2025-11-20: nothing moves it any more',
    fix: 'skerry renew, or "2026-11-22"',
  },
];
