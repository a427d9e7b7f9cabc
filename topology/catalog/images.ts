import type { Platform } from '../plan/plan.ts';
import type { Table } from './table.ts';

export interface ImageCatalog {
  /** Ids of public images, for x86-64, by the names of stack files. */
  names: Readonly<Record<string, string>>;
  /** Ids of the user's own. */
  own: RegExp;
  /** Their form, as a message tells it. */
  form: string;
}

/** Images by platform. Never a look-up: the same stack file gives the same plan on any day. */
export const images: Table<Record<Exclude<Platform, 'local'>, ImageCatalog>> = {
  subject: 'images',
  date: '2025-03-14',
  source: "Alibaba Cloud's release notes of public images; Debian's own parameters on AWS",
  rows: {
    alicloud: {
      names: { 'debian-12': 'debian_12_9_x64_20G_alibase_20250314.vhd' },
      own: /^m-|\.vhd$/,
      form: 'm-…, ….vhd',
    },
    // Debian's own parameter; EC2 resolves it when an instance starts, so that no preview looks anything up.
    aws: {
      names: { 'debian-12': 'resolve:ssm:/aws/service/debian/release/12/latest/amd64' },
      own: /^ami-[0-9a-f]+$|^resolve:ssm:/,
      form: 'ami-…, resolve:ssm:…',
    },
  },
};

/** Id of an image: by a name of the table, or an id of the user's own; `undefined`: it is neither. */
export function imageIdOf(platform: Exclude<Platform, 'local'>, image: string): string | undefined {
  const { names, own } = images.rows[platform];
  if (own.test(image)) return image;
  return Object.hasOwn(names, image) ? names[image] : undefined;
}
