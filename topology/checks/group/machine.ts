import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

/** What a machine of a cloud is made of, and what a group may take from `defaults.group`. */
const parts = [
  {
    key: 'image',
    code: 'group/image-missing',
    why: "A machine without an image can't start: the group is refused after network and balancer are made.",
    example: 'image: debian-12',
  },
  {
    key: 'instanceTypes',
    code: 'group/instance-types-missing',
    why: 'The cloud must know how large a machine to start: the group is refused after network and balancer are made.',
    example: 'instanceTypes: [ecs.g8i.large]',
  },
] as const;

export const machineChecks: Check[] = parts.map(({ key, code, why, example }) =>
  rule({
    code,
    summary: `a group on a cloud has ${key}, its own or by default`,
    why,
    allowed: `${key} in each group on a cloud, or in defaults.group.`,
    fix: `Write ${key} in the group, or once for all in defaults.group.`,
    prevents: [{ cloud: 'tencent', error: 'MissingParameter' }],
    *run({ site, index }) {
      for (const { id, pointer, region, value } of index.groups.values()) {
        if (region.platform === 'local' || (value[key] ?? site.defaults?.group?.[key]) !== undefined)
          continue;
        yield {
          pointer,
          at: 'key',
          message: `${id} has no ${key}, which its machines on ${region.platform} need`,
          fix: `${example}, here or in defaults.group`,
          lacking: [below(pointer, key), below(SITE, 'defaults', 'group', key)],
        };
      }
    },
  }),
);
