import { readFileSync } from 'node:fs';
import { FORMAT_VERSION } from '../../topology/migrate/migrations.ts';
import { migrate as migrateText, type Migrated } from '../../topology/migrate/migrate.ts';
import { requireYaml } from '../check/require-yaml.ts';
import { cannotRun, refused } from '../failure.ts';
import { note } from '../output/note.ts';
import { editFile } from '../stack/edit-file.ts';
import { Project } from '../stack/project.ts';

/** `skerry migrate`: brings stack files to the version of the format that this checkout reads. */
export async function migrate(names: readonly string[]): Promise<number> {
  const project = new Project();
  const wanted = names.length > 0 ? names : project.stacks();
  if (wanted.length === 0)
    throw cannotRun('there is no stack file: none is named stacks/Pulumi.<stack>.yaml');
  const files = wanted.map((name) => project.requireStack(name));
  // All of them can be migrated, or none is touched.
  for (const path of files) {
    requireYaml(path, project.display(path));
    requireKnown(project.display(path), migrateText(readFileSync(path, 'utf8')));
  }
  for (const path of files) {
    const shown = project.display(path);
    let told = `${shown} is of version ${FORMAT_VERSION} already`;
    await editFile(path, (text) => {
      const result = migrateText(text);
      requireKnown(shown, result);
      if (result.kind !== 'migrated') return text;
      told = `${shown} is brought from version ${result.from} to ${FORMAT_VERSION}: look at the change, then commit it`;
      return result.text;
    });
    note(told);
  }
  return 0;
}

function requireKnown(shown: string, result: Migrated): void {
  if (result.kind === 'newer') {
    throw refused(
      `${shown} is of version ${result.version}, and this Skerry reads ${FORMAT_VERSION}: nothing can bring it back`,
      'a newer Skerry',
    );
  }
  if (result.kind === 'unknown') {
    throw refused(
      `${shown} does not tell its version${result.found === undefined ? '' : `: ${result.found} is none`}`,
      `version: ${FORMAT_VERSION}, as the first word of the site`,
    );
  }
}
