import type { Download } from './download.ts';
import { SetupError } from './step.ts';
import { versions } from './versions.ts';

/** An archive with the tool in it. */
export interface Archive extends Download {
  /** Path inside the archive of the folder that holds the tool, or of the tool in its folder. */
  member: string;
}

/**
 * SHA-256 sums of official releases by version and platform. A sum stands here only when it is known from elsewhere than
 * beside the download itself, which would serve a changed file and a changed sum alike. A wrong one does no harm: the
 * download is refused, and the tool is built.
 *
 * versitygw: the release's checksums.txt, as several projects have pinned them independently.
 *
 * The engine: as the image of another project pins them, which can't be built with others
 * (github.com/Victorthedev/DriftFinder, Dockerfile); the sums of Terraform beside them, compared with those that others
 * have, are right. For macOS none was found.
 */
const sums = {
  engine: {
    '3.250.0': {
      'linux-x64': '8916fd36ccc96adbd45ca679194b685e3b767d94502ae05610878a6d9870b8f3',
      'linux-arm64': 'deb4bf0d05b4cbaf3adcf82ffa44039ad0ebf039e33338ead8136877a437b4e5',
    },
  },
  versitygw: {
    '1.8.0': {
      'linux-x64': '2ba2c734d10d2c4e651d03182cb4b246656bc735a2f282db7b0b73fba6073467',
      'linux-arm64': 'b34051d33f5a9c457f790896acb7bd7d7e15ad8d92efb70616b924f37e401910',
      'darwin-x64': '104bd978e80ef0173554cfd8630ccc5bac24b00da440510b60365a3b6b6ab134',
      'darwin-arm64': '4953096f65a9c0d62ab184fb6b2ba7c2435229205cf00a56cb62cd4bf6b216ca',
    },
  },
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The engine's official archive for a platform, `undefined` where no sum of it is known.
 *
 * @throws SetupError where `SKERRY_ENGINE_SHA256`, which goes before the pinned sum, is no SHA-256 sum
 */
export function engineArchive(platform: string, environment: Environment): Archive | undefined {
  const sha256 = sumFrom(environment) ?? pinned(sums.engine[versions.engine], platform);
  if (sha256 === undefined) return undefined;
  const release = `https://github.com/pulumi/pulumi/releases/download/v${versions.engine}`;
  return { url: `${release}/pulumi-v${versions.engine}-${platform}.tar.gz`, sha256, member: 'pulumi' };
}

/** As above, of versitygw. */
export function versitygwArchive(platform: string): Archive | undefined {
  const sha256 = pinned(sums.versitygw[versions.versitygw], platform);
  if (sha256 === undefined) return undefined;
  const [system = '', arch = ''] = platform.split('-');
  const name = `versitygw_v${versions.versitygw}_${capitalized(system)}_${arch === 'x64' ? 'x86_64' : arch}`;
  const release = `https://github.com/versity/versitygw/releases/download/v${versions.versitygw}`;
  return { url: `${release}/${name}.tar.gz`, sha256, member: `${name}/versitygw` };
}

function sumFrom(environment: Environment): string | undefined {
  const given = environment['SKERRY_ENGINE_SHA256'];
  if (!given) return undefined;
  if (!/^[0-9a-f]{64}$/i.test(given)) {
    throw new SetupError(`SKERRY_ENGINE_SHA256 is ${JSON.stringify(given)}: 64 hex digits are expected`);
  }
  return given.toLowerCase();
}

function pinned(table: Readonly<Record<string, string>>, platform: string): string | undefined {
  return Object.hasOwn(table, platform) ? table[platform] : undefined;
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
