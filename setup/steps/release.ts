import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scan } from '../../release/scan.ts';
import { replaceFile } from '../files.ts';
import type { Step } from '../step.ts';

/** Notes which release `dist/services` is, so that programs and previews know it without reading the files. */
export function releaseStep(root: string): Step {
  const services = join(root, 'dist', 'services');
  const note = join(root, 'dist', 'release.json');
  const text = async () => `${JSON.stringify({ root: (await scan(services)).root.id })}\n`;
  return {
    name: 'release',
    async detect() {
      if (!existsSync(services)) return { present: false, reason: 'the services are not bundled yet' };
      const wanted = await text();
      if (!existsSync(note) || readFileSync(note, 'utf8') !== wanted) {
        return { present: false, reason: `${note} does not tell what is in ${services}` };
      }
      return { present: true, detail: wanted.trim() };
    },
    async install() {
      replaceFile(note, await text());
      return 'digest of dist/services noted';
    },
    hint: 'It is the digest of what is in dist/services.',
  };
}
