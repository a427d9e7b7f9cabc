import { eventNames, processNames } from '../../catalog/lifecycle.ts';
import { cite } from '../../catalog/table.ts';
import { topicForms } from '../../catalog/topics.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check, type CheckContext } from '../check.ts';
import { effectiveOnce } from '../group/presets.ts';
import { hooks } from './hooks.ts';

export const toldChecks: Check[] = [
  rule({
    code: 'notification/event',
    summary: 'the platform tells each event',
    why: 'The cloud knows no message of that kind: what one waits for never comes.',
    allowed: "The events in the platform's table.",
    fix: 'Take an event that the platform tells, or leave it out.',
    tables: [eventNames],
    *run(context) {
      for (const { group, value, pointer } of effectiveOnce(context, 'notifications')) {
        const { platform } = group.region;
        if (platform === 'local') continue;
        const known = Object.keys(eventNames.rows[platform]);
        for (const [position, event] of value.events.entries()) {
          if (known.includes(event)) continue;
          yield {
            pointer: below(pointer, 'events', position),
            message: `${platform}, where ${group.id} is, has no message of ${event}`,
            allowed: `${known.join(', ')} (${cite(eventNames)})`,
            fix: known.find((other) => event.startsWith(other)) ?? 'leave it out',
          };
        }
      }
    },
  }),
  rule({
    code: 'notification/topic',
    summary: 'who is told is somebody of the platform',
    why: "The message goes to a service that this cloud doesn't have: the update fails, or nobody hears.",
    allowed:
      'sns/NAME on AWS; topic/NAME or queue/NAME on Alibaba Cloud, for notifications also cloudmonitor; alerts on both.',
    fix: "Name a topic of the region's platform.",
    *run(context) {
      for (const { group, platform, place, topic, pointer } of topics(context)) {
        const { pattern, form, example } = topicForms[platform][place];
        if (pattern.test(topic)) continue;
        yield {
          pointer,
          message: `${topic} is nobody whom ${place === 'alerts' ? 'alarms' : place === 'hook' ? 'a hook' : 'notifications'} of ${platform}, where ${group} is, can tell`,
          allowed: `${form} on ${platform}`,
          fix: example,
        };
      }
    },
  }),
  rule({
    code: 'notification/no-alerts',
    summary: 'what goes where alarms go has a site with alerts',
    why: 'The word alerts stands for where the alarms of the site go, and the site has no such place: nobody would be told.',
    allowed: 'alerts where the site has alerts; else a topic that exists.',
    fix: 'Add alerts to the site, or name a topic.',
    *run(context) {
      if (context.site.alerts) return;
      const places = [
        ...[...effectiveOnce(context, 'notifications')].map(({ value, pointer }) => ({
          topic: value.topic ?? 'alerts',
          pointer: value.topic === undefined ? pointer : below(pointer, 'topic'),
          at: value.topic === undefined ? ('key' as const) : ('value' as const),
        })),
        ...[...hooks(context.index)].map(({ hook, pointer }) => ({
          topic: hook.topic,
          pointer: below(pointer, 'topic'),
          at: 'value' as const,
        })),
      ];
      for (const { topic, pointer, at } of places) {
        if (topic !== 'alerts') continue;
        yield {
          pointer,
          at,
          message: "messages go where the site's alarms go, and it has no alerts",
          fix: 'alerts: {emails: [ops@example.cn]}, or a topic that exists',
          lacking: [below(SITE, 'alerts')],
        };
      }
    },
  }),
  rule({
    code: 'suspend/process',
    summary: 'the platform has each process that is suspended',
    why: 'The cloud has no such process to suspend: one believes that something stands still, and it goes on.',
    allowed: "The processes in the platform's table.",
    fix: 'Take the name of a process that the platform has.',
    tables: [processNames],
    *run({ index }) {
      for (const { pointer, region, value } of index.groups.values()) {
        if (region.platform === 'local') continue;
        const known = Object.keys(processNames.rows[region.platform]);
        for (const [position, process] of (value.suspend ?? []).entries()) {
          if (known.includes(process)) continue;
          yield {
            pointer: below(pointer, 'suspend', position),
            message: `a group on ${region.platform} has no ${process} of its own that could be suspended`,
            allowed: `${known.join(', ')} (${cite(processNames)})`,
            fix: process === 'replace-unhealthy' ? 'health-check' : 'leave it out',
          };
        }
      }
    },
  }),
];

type Place = 'hook' | 'notifications' | 'alerts';

function* topics(context: CheckContext) {
  for (const { group, value, pointer } of effectiveOnce(context, 'notifications')) {
    yield* topicOf(group.region.platform, group.id, 'notifications', value.topic, below(pointer, 'topic'));
  }
  for (const { group, hook, pointer } of hooks(context.index)) {
    yield* topicOf(group.region.platform, group.id, 'hook', hook.topic, below(pointer, 'topic'));
  }
  for (const platform of new Set(context.index.regions.map((region) => region.platform))) {
    const place = below(SITE, 'alerts', 'topic');
    yield* topicOf(platform, 'the site', 'alerts', context.site.alerts?.topic, place);
  }
}

function* topicOf(
  platform: 'alicloud' | 'aws' | 'local',
  group: string,
  place: Place,
  topic: string | undefined,
  pointer: string,
) {
  if (platform !== 'local' && topic !== undefined) yield { group, platform, place, topic, pointer };
}
