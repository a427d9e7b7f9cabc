import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const alertTarget = rule({
  code: 'alerts/no-target',
  summary: 'alarms reach somebody',
  why: 'Alarms would fire and reach nobody: the first to tell you of an outage would be a user.',
  allowed: 'webhook, emails or topic, or several of them.',
  fix: 'Name at least one place where somebody looks at night.',
  *run({ site }) {
    const { alerts } = site;
    if (!alerts || (alerts.webhook ?? alerts.emails ?? alerts.topic) !== undefined) return;
    yield {
      pointer: below(SITE, 'alerts'),
      at: 'key',
      message: 'alarms have times here, and nobody whom they reach',
      allowed: 'webhook, emails or topic, or several',
      fix: 'emails: [ops@example.cn]',
      lacking: ['webhook', 'emails', 'topic'].map((word) => below(SITE, 'alerts', word)),
    };
  },
});
