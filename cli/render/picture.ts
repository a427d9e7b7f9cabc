import { relative } from 'node:path';
import { analyse, type Analysis } from '../../topology/analyse.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { buildDiagram } from '../../topology/render/build.ts';
import { compare } from '../../topology/render/diff/compare.ts';
import type { Diagram } from '../../topology/render/diagram.ts';
import type { Picture } from '../../topology/render/picture.ts';
import { analyseFile } from '../check/analyse-file.ts';
import type { Project } from '../stack/project.ts';
import { fileAt } from './file-at.ts';

/** What there is to draw, or the file that can't be drawn: that of the stack, or the one to compare it with. */
export type Drawable = { plan: Plan; picture: Picture } | { refused: Analysis };

/** @throws {Failure} where a file or a revision can't be read */
export async function pictureOf(
  project: Project,
  stack: string,
  revision: string | undefined,
  now: Date,
): Promise<Drawable> {
  const path = project.requireStack(stack);
  const present = analyseFile(project.display(path), now);
  if (!present.plan) return { refused: present };
  const { plan } = present;
  // Drawings are kept and sent: whoever reads one looks from the top of the clone.
  const file = relative(project.root, path);
  const after = diagramOf(plan, present, file);
  if (revision === undefined) return { plan, picture: { diagram: after } };

  const { commit, text } = await fileAt(path, revision);
  let before: Diagram | undefined;
  if (text !== undefined) {
    const past = analyse({ path: `${revision}:${file}`, text, now });
    if (!past.plan) return { refused: past };
    before = diagramOf(past.plan, past, file);
  }
  const { diagram, ...changes } = compare(before, after);
  const since = { revision, commit, ...(before === undefined && { absent: true as const }) };
  return { plan, picture: { diagram, compared: { since, ...changes } } };
}

function diagramOf(plan: Plan, { locator }: Analysis, file: string): Diagram {
  return buildDiagram(plan, (origin) => {
    const { line, column } = locator.locate(origin).range.start;
    return { file, line, column };
  });
}
