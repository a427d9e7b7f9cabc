import { imageIdOf, images } from '../../catalog/images.ts';
import { cite } from '../../catalog/table.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { rule } from '../check.ts';

export const imageUnknown = rule({
  code: 'group/image-unknown',
  summary: 'each image is one of the table, or an id of the cloud',
  why: 'The scaling configuration is refused, or worse, each launch fails: the group stays empty and tries again all night.',
  allowed: 'A name of the image table, or an id in the form of the cloud.',
  fix: 'Take a name of the table, or the id of your own image.',
  tables: [images],
  *run({ site, index }) {
    const told = new Set<string>();
    for (const { pointer: group, region, value } of index.groups.values()) {
      const { platform } = region;
      const image = value.image ?? site.defaults?.group?.image;
      if (platform === 'local' || image === undefined || imageIdOf(platform, image) !== undefined) continue;
      const pointer = below(value.image === undefined ? below(SITE, 'defaults', 'group') : group, 'image');
      // A preset is one mistake, however many groups take it.
      if (told.has(pointer)) continue;
      told.add(pointer);
      const names = Object.keys(images.rows[platform].names);
      yield {
        pointer,
        message: `${platform} has no image ${image} that is known here`,
        allowed: `${names.join(', ')} (${cite(images)}), or an id (${images.rows[platform].form})`,
        fix: suggest(image, names) ?? names[0] ?? 'an id',
      };
    }
  },
});
