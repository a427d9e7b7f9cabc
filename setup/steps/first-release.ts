import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { firstRelease } from '../../release/first.ts';
import { scan } from '../../release/scan.ts';
import { replaceFile } from '../files.ts';
import type { Step } from '../step.ts';

/** Of the services that instances run; the agent's configuration names it, too. */
const CHANNEL = 'services';

interface Note {
  root: string;
  /** `file` in dist/. */
  packs: { key: string; file: string; bytes: number }[];
  pointer: { key: string; text: string };
}

/**
 * Makes of `dist/services` the objects of a first release, which a program puts into the buckets of a cloud by the cloud's
 * own means: all but the signature, for which it has the key.
 */
export function firstReleaseStep(root: string): Step {
  const services = join(root, 'dist', 'services');
  const dist = join(root, 'dist');
  const folder = join(dist, 'first-release');
  const path = join(dist, 'first-release.json');
  return {
    name: 'first-release',
    async detect() {
      if (!existsSync(services)) return { present: false, reason: 'the services are not bundled yet' };
      const note = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Note) : undefined;
      const wanted = (await scan(services)).root.id;
      if (note?.root !== wanted)
        return { present: false, reason: `${path} is not of what is in ${services}` };
      const lost = note.packs.find(({ file, bytes }) => {
        const pack = join(dist, file);
        return !existsSync(pack) || statSync(pack).size !== bytes;
      });
      if (lost) return { present: false, reason: `dist/${lost.file} is not what ${path} tells` };
      return { present: true, detail: `${note.packs.length} packs of ${wanted}` };
    },
    async install() {
      const made = await firstRelease(services, { channel: CHANNEL, now: new Date() });
      rmSync(path, { force: true });
      rmSync(folder, { recursive: true, force: true });
      const packs = made.packs.map(({ key, bytes }, index) => {
        const file = `first-release/pack-${index}`;
        replaceFile(join(dist, file), bytes);
        return { key, file, bytes: bytes.byteLength };
      });
      const note: Note = { root: made.root, packs, pointer: made.pointer };
      replaceFile(path, `${JSON.stringify(note)}\n`);
      return `${packs.length} packs of dist/services`;
    },
    hint: 'It is made from dist/services alone.',
  };
}
