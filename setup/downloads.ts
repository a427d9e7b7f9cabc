import type { Download } from './download.ts';
import { versions } from './versions.ts';

/** An archive with the tool in it. */
export interface Archive extends Download {
  /** Path of the folder or file inside the archive. */
  member: string;
}

/**
 * Checksums of official releases by platform. A row may stand here only when its sum is known from a second source than
 * the download itself.
 *
 * versitygw: the release's checksums.txt, as several projects have pinned them independently.
 *
 * The engine: no row. The sums of this version were not found anywhere but beside the download; whoever can fetch
 * https://get.pulumi.com/releases/sdk/pulumi-v<version>-<platform>.tar.gz and check it adds its row, with the member
 * `pulumi`. Until then the engine comes from PATH or is built.
 */
export const downloads: { engine: Record<string, Archive>; versitygw: Record<string, Archive> } = {
  engine: {},
  versitygw: {
    'linux-x64': versitygw(
      'Linux_x86_64',
      '2ba2c734d10d2c4e651d03182cb4b246656bc735a2f282db7b0b73fba6073467',
    ),
    'linux-arm64': versitygw(
      'Linux_arm64',
      'b34051d33f5a9c457f790896acb7bd7d7e15ad8d92efb70616b924f37e401910',
    ),
    'darwin-x64': versitygw(
      'Darwin_x86_64',
      '104bd978e80ef0173554cfd8630ccc5bac24b00da440510b60365a3b6b6ab134',
    ),
    'darwin-arm64': versitygw(
      'Darwin_arm64',
      '4953096f65a9c0d62ab184fb6b2ba7c2435229205cf00a56cb62cd4bf6b216ca',
    ),
  },
};

function versitygw(platform: string, sha256: string): Archive {
  const name = `versitygw_v${versions.versitygw}_${platform}`;
  return {
    url: `https://github.com/versity/versitygw/releases/download/v${versions.versitygw}/${name}.tar.gz`,
    sha256,
    member: `${name}/versitygw`,
  };
}
