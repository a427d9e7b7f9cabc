/**
 * Compiles the ajv validator of stack files ahead into `topology/schema/compiled/` (`node setup/compile-schema.ts`), so
 * that a start of the CLI neither loads ajv nor compiles: that alone would take some 100 ms.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { StackFile } from '../topology/schema/stack-file.ts';

const folder = join(import.meta.dirname, '../topology/schema/compiled');

const types = `import type { ErrorObject } from 'ajv';

export declare const validate: {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
};
`;

/** The validator as one ES module without imports. */
export async function compiledValidator(): Promise<string> {
  // `verbose`: errors carry the schema beside the mistake, from which messages tell what is allowed.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, code: { source: true, esm: true } });
  const code = standaloneCode.default(ajv, ajv.compile(StackFile));
  const bundle = await build({
    stdin: { contents: `${code}`, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true, // inlines ajv's few runtime helpers
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
  });
  const [output] = bundle.outputFiles;
  if (!output) throw new Error('esbuild gave no output for the compiled validator of stack files');
  return output.text;
}

/** Writes beside and renames, so that a process that starts meanwhile reads an old or a new file, never half of one. */
function replace(name: string, text: string): void {
  const path = join(folder, name);
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

export async function compileSchema(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  replace('stack-file.js', await compiledValidator());
  replace('stack-file.d.ts', types);
}

if (import.meta.main) await compileSchema();
