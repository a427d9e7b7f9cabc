import type { Platform } from '../plan/words.ts';

type Cloud = Exclude<Platform, 'local'>;

/** Who can be told, by the place that names it: a hook waits for an answer, which no console gives. */
export const topicForms: Readonly<
  Record<
    Cloud,
    Record<'hook' | 'notifications' | 'alerts', { pattern: RegExp; form: string; example: string }>
  >
> = {
  alicloud: {
    hook: {
      pattern: /^(?:topic|queue)\/|^alerts$/,
      form: 'topic/NAME, queue/NAME or alerts',
      example: 'topic/ops',
    },
    notifications: {
      pattern: /^(?:topic|queue)\/|^cloudmonitor$|^alerts$/,
      form: 'topic/NAME, queue/NAME, cloudmonitor or alerts',
      example: 'cloudmonitor',
    },
    alerts: { pattern: /^topic\//, form: 'topic/NAME', example: 'topic/ops' },
  },
  aws: {
    hook: { pattern: /^sns\/|^alerts$/, form: 'sns/NAME or alerts', example: 'sns/ops' },
    notifications: { pattern: /^sns\/|^alerts$/, form: 'sns/NAME or alerts', example: 'sns/ops' },
    alerts: { pattern: /^sns\//, form: 'sns/NAME', example: 'sns/ops' },
  },
};
