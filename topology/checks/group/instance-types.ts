import type { Platform } from '../../plan/words.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';
import { effectiveOnce } from './presets.ts';

const forms: Record<Exclude<Platform, 'local'>, { pattern: RegExp; form: string; example: string }> = {
  alicloud: {
    pattern: /^ecs\.[a-z0-9-]+\.[a-z0-9-]+$/,
    form: 'ecs.<family>.<size>',
    example: 'ecs.g8i.large',
  },
  aws: { pattern: /^(?!ecs\.)[a-z][a-z0-9-]*\.[a-z0-9-]+$/, form: '<family>.<size>', example: 'm7i.large' },
};

export const instanceTypeOfPlatform = rule({
  code: 'group/instance-type-of-platform',
  summary: 'instance types are of the platform',
  why: 'Each cloud has instance types of its own; one of another cloud is refused when the group is made.',
  allowed: 'ecs.<family>.<size> on Alibaba Cloud, <family>.<size> on AWS.',
  fix: "Take a type of the region's platform.",
  *run(context) {
    for (const { group, value, pointer } of effectiveOnce(context, 'instanceTypes')) {
      const { platform } = group.region;
      if (platform === 'local') continue;
      const { pattern, form, example } = forms[platform];
      for (const [position, type] of value.entries()) {
        if (pattern.test(type)) continue;
        yield {
          pointer: below(pointer, position),
          message: `${type} is no instance type of ${platform}, where ${group.id} is`,
          allowed: form,
          fix: example,
        };
      }
    }
  },
});
