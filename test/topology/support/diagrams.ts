import type { Plan } from '../../../topology/plan/plan.ts';
import { buildDiagram } from '../../../topology/render/build.ts';
import { compare } from '../../../topology/render/diff/compare.ts';
import type { Diagram } from '../../../topology/render/diagram.ts';
import type { Picture } from '../../../topology/render/picture.ts';
import { analyseText } from './analyse.ts';

export const FILE = 'stacks/Pulumi.example.yaml';

export function planOf(text: string): Plan {
  const { plan, diagnostics } = analyseText(text);
  if (!plan) throw new Error(`the site has errors: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return plan;
}

export function diagramOf(text: string): Diagram {
  const { locator } = analyseText(text);
  return buildDiagram(planOf(text), (origin) => {
    const { line, column } = locator.locate(origin).range.start;
    return { file: FILE, line, column };
  });
}

export function comparedPicture(before: string | undefined, after: string): Required<Picture> {
  const { diagram, ...changes } = compare(
    before === undefined ? undefined : diagramOf(before),
    diagramOf(after),
  );
  const since = { revision: 'HEAD~1', commit: '0123456789abcdef0123456789abcdef01234567' };
  return { diagram, compared: { since, ...changes } };
}
