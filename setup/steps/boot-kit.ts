import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { replaceFile } from '../files.ts';
import { nodePath } from '../paths.ts';
import type { Step } from '../step.ts';

/** Notes with their digests what an instance of a cloud starts from, so that a preview need not read it. */
export function bootKitStep(root: string): Step {
  const note = join(root, 'dist', 'boot.json');
  const agent = join(root, 'dist', 'agent', 'agent.js');
  const text = async () => {
    const kit = { agent: await described(agent), node: await described(nodePath()) };
    return `${JSON.stringify({ ...kit, machine: `${process.platform}-${process.arch}` })}\n`;
  };
  return {
    name: 'boot-kit',
    async detect() {
      if (!existsSync(agent)) return { present: false, reason: 'the agent is not bundled yet' };
      if (!existsSync(note) || readFileSync(note, 'utf8') !== (await text())) {
        return { present: false, reason: `${note} does not tell the agent and the Node of instances` };
      }
      return { present: true, detail: note };
    },
    async install() {
      replaceFile(note, await text());
      return 'digests of agent and Node noted';
    },
    hint: 'It is the digests of dist/agent/agent.js and of the cached Node.',
  };
}

async function described(path: string): Promise<{ path: string; sha256: string }> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return { path, sha256: digest.digest('hex') };
}
