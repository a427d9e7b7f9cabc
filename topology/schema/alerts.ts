import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { forms } from './patterns.ts';
import { Duration, SecretName } from './words.ts';

export const Alerts = Closed(
  {
    webhook: Type.Optional(SecretName('Name of the secret that holds the URL.', 'alertWebhook')),
    emails: Type.Optional(
      Type.Array(Type.String({ pattern: forms.email.pattern, examples: [forms.email.example] }), {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
        description: 'Addresses that get a mail; each confirms once.',
        examples: [[forms.email.example]],
      }),
    ),
    topic: Type.Optional(
      Type.String({
        pattern: forms.topic.pattern,
        description:
          'Topic that exists already: `sns/NAME` on AWS, `topic/NAME` on Alibaba Cloud. Without it the stack makes one.',
        examples: ['sns/ops'],
      }),
    ),
    queueAge: Type.Optional(
      Duration("Alarm when the oldest task of the mirror's queue waits longer.", '15m', { default: '15m' }),
    ),
    freshness: Type.Optional(
      Duration('Alarm when a serving bucket is further behind the upstream.', '10m', { default: '10m' }),
    ),
    atMax: Type.Optional(
      Duration('Alarm when a group is at its `max` for longer.', '15m', { default: '15m' }),
    ),
  },
  { minProperties: 1, description: 'Where alarms go, and when they come.' },
);
export type Alerts = Static<typeof Alerts>;
