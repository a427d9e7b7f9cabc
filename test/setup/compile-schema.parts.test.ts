import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileSchema, staleSchema } from '../../setup/compile-schema.ts';
import { repositoryRoot } from '../../setup/paths.ts';

it('a schema that was saved while it was compiled is compiled again', async () => {
  const root = mkdtempSync(join(tmpdir(), 'skerry-schema-'));
  try {
    symlinkSync(join(repositoryRoot(), 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, 'package-lock.json'), '{}');
    const folder = join(root, 'topology', 'schema');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'words.ts'), 'export const words = 1;');
    // It runs in the middle of the work.
    writeFileSync(
      join(folder, 'stack-file.ts'),
      `import { writeFileSync } from 'node:fs';
       writeFileSync(import.meta.dirname + '/words.ts', 'export const words = 2;');
       export const StackFile = { type: 'object' };`,
    );
    await compileSchema(root);
    expect(readFileSync(join(folder, 'compiled', 'stack-file.js'), 'utf8')).toContain('validate');
    expect(staleSchema(root)).toBe('topology/schema/words.ts has changed');
    await compileSchema(root);
    expect(staleSchema(root)).toBeUndefined();
  } finally {
    rmSync(root, { recursive: true });
  }
});
