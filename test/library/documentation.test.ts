import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';

const read = (path: string) => readFileSync(join(repositoryRoot(), path), 'utf8');

it('docs/library.md shows the example as it is run', () => {
  expect(read('docs/library.md')).toContain(`\`\`\`ts\n${read('examples/aws/index.ts')}\`\`\`\n`);
});

it('docs/library.md names every argument that is checked by the component itself', () => {
  for (const code of ['network/no-edge-subnets', 'lb/deny-of-network', 'release/not-a-signing-key']) {
    expect(read('docs/library.md')).toContain(code);
  }
});

it('the package names what it needs of its user, in the versions that are tested', () => {
  const manifest = JSON.parse(read('package.json')) as Record<
    'peerDependencies' | 'devDependencies' | 'dependencies',
    Record<string, string>
  >;
  for (const [name, range] of Object.entries(manifest.peerDependencies)) {
    expect(range.replace(/^\^/, ''), name).toBe(manifest.devDependencies[name]);
  }
  expect(Object.keys(manifest.dependencies)).toEqual(['yaml']);
});
