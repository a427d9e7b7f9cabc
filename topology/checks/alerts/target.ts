import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const alertTarget = rule('alerts/no-target', 'alarms reach somebody', function* ({ site }) {
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
});
