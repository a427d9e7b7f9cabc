import type { Begun } from '../../../../cli/engine/pending/begun.ts';
import { findCandidates } from '../../../../cli/engine/pending/candidates.ts';
import type { Answer, Question, ResourceFinder } from '../../../../cli/engine/pending/finder.ts';
import type { ExportedState } from '../../../../cli/engine/pending/state.ts';

export const urnOf = (type: string, name: string): string =>
  `urn:pulumi:prod::skerry::a:b:C$${type}::${name}`;
export const region = {
  urn: 'urn:pulumi:prod::skerry::pulumi:providers:aws::eu-west-1',
  type: 'pulumi:providers:aws',
  custom: true,
  id: '0-1',
};
export const provider = `${region.urn}::${region.id}`;
export const parent = { urn: 'urn:pulumi:prod::skerry::a:b:C::eu-west-1', type: 'a:b:C' };

export const stateOf = (...resources: ExportedState['deployment']['resources'] & object): ExportedState => ({
  version: 3,
  deployment: { resources: [region, parent, ...resources], manifest: {} },
});
export const begun = (
  type: string,
  inputs: Record<string, unknown>,
  why: Begun['why'] = 'killed',
): Begun => ({
  resource: { urn: urnOf(type, 'eu-west-1/it'), type, custom: true, inputs, provider, parent: parent.urn },
  why,
});

export const VPC = 'aws:ec2/vpc:Vpc';
export const tags = { 'skerry:stack': 'prod', Name: 'prod-eu-west-1' };
export const arns = (...ids: string[]): Answer => ({
  answer: {
    resourceTagMappingLists: ids.map((id) => ({ resourceArn: `arn:aws:ec2:eu-west-1:1:vpc/${id}`, tags })),
  },
});

export class Answers implements ResourceFinder {
  asked: Question[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  async ask(questions: readonly Question[]): Promise<Answer[]> {
    this.asked.push(...questions);
    return this.#answers;
  }
}

export async function find(finder: ResourceFinder, state: ExportedState, ...creations: Begun[]) {
  const notes: string[] = [];
  const candidates = await findCandidates(
    { finder, note: (text) => void notes.push(text) },
    'prod',
    state,
    creations,
  );
  return { notes, ids: candidates.map(({ id }) => id) };
}
