/**
 * Compiles the schema of stack files to plain code, ahead of time: compiling it costs more than half of what a whole
 * `skerry check` may take, and at run time neither ajv's compiler nor `new Function` is needed.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceFile } from './files.ts';
import { lockDigest, sha256 } from './fingerprint.ts';
import { repositoryRoot } from './paths.ts';
import { markFiles, readStamp, staleness, writeStamp } from './stamp.ts';

const folder = 'topology/schema';
const output = `${folder}/compiled/stack-file.js`;
const declaration = `${folder}/compiled/stack-file.d.ts`;

/** `verbose` gives findings the value received and the schema beside it, which the messages are made of. */
const ajvOptions = { strict: true, allErrors: true, verbose: true, code: { source: true, esm: true } };

/** Why the validator must be compiled, or `undefined`. */
export function staleSchema(root: string): string | undefined {
  return staleness(readStamp(stampPath(root)), root, recipe(root));
}

/** Writes `topology/schema/compiled/stack-file.js`, which exports `validate`, and its types. */
export async function compileSchema(root: string): Promise<void> {
  const [made, inputs] = [recipe(root), markFiles(root, schemaFiles(root))];
  const [{ Ajv }, { default: standalone }, { build }, { StackFile }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/standalone/index.js'),
    import('esbuild'),
    import(pathToFileURL(join(root, folder, 'stack-file.ts')).href) as Promise<{ StackFile: object }>,
  ]);
  const ajv = new Ajv(ajvOptions);
  // Typebox keeps notes of its own in the schema; JSON is what counts.
  ajv.addSchema(JSON.parse(JSON.stringify(StackFile)) as object, 'stack-file');
  // Ajv's helpers come in by `require`: bundling leaves one ES module without imports.
  const { outputFiles } = await build({
    stdin: { contents: standalone.default(ajv, { validate: 'stack-file' }), resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild gave no output for the compiled schema');
  replaceFile(
    join(root, declaration),
    [
      `import type { ErrorObject } from 'ajv';`,
      '',
      '/** Whether this is a stack file by its structure; where it is not, `errors` says why. */',
      'export declare const validate: {',
      '  (data: unknown): boolean;',
      '  errors?: ErrorObject[] | null;',
      '};',
      '',
    ].join('\n'),
  );
  replaceFile(join(root, output), file.contents);
  writeStamp(stampPath(root), root, made, inputs, [output, declaration]);
}

function schemaFiles(root: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

function recipe(root: string): string {
  // The names of the files are part of it: a new one may be imported by none of the old.
  return sha256(JSON.stringify([ajvOptions, lockDigest(root), schemaFiles(root)]));
}

function stampPath(root: string): string {
  return join(root, 'dist', '.stamps', 'stack-file-schema.json');
}

if (import.meta.main) await compileSchema(repositoryRoot());
