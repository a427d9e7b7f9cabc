import { cannotRun, refused } from '../../failure.ts';
import { nameOf, type Begun } from './begun.ts';
import { idsFound, outlookOf, type Outlook } from './decide.ts';
import type { Answer, ResourceFinder } from './finder.ts';
import type { ExportedState } from './state.ts';
import { unfindableLines, verdict } from './words.ts';

/** What may be in the cloud, with the id to read it by. */
export interface Candidate {
  begun: Begun;
  id: string;
  /** The cloud has told of it, and not only its name. */
  isListed: boolean;
}

/**
 * Asks the clouds for what was begun, and tells of what can't be found or needn't be.
 *
 * @throws {Failure} where a cloud gives no answer, or has several that may be the one
 */
export async function findCandidates(
  { finder, note }: { finder: ResourceFinder; note: (text: string) => void },
  stack: string,
  { deployment: { resources = [] } }: ExportedState,
  creations: readonly Begun[],
): Promise<Candidate[]> {
  const known = new Set(resources.flatMap((one) => (one.pendingReplacement === true ? [] : (one.id ?? []))));
  const outlooks = creations.map(outlookOf);
  const found = await idsOf(finder, outlooks, known);

  return outlooks.flatMap((outlook): Candidate[] => {
    const { begun, kind } = outlook;
    const isListed = kind === 'ask';
    const ids = kind === 'read' ? unlessOld(outlook) : (found.get(outlook) ?? []);
    if (ids.length > 1) throw several(stack, begun, ids);
    if (kind === 'unfindable') for (const text of unfindableLines(begun, outlook)) note(text);
    else if (ids.length === 0) for (const text of verdict(begun, undefined, kind)) note(text);
    return ids.map((id) => ({ begun, id, isListed }));
  });
}

/** Beside the one that it was to replace nothing can have the same name. */
function unlessOld({ begun: { old, resource }, id }: Outlook & { kind: 'read' }): string[] {
  if (!old || old.pendingReplacement === true) return [id];
  const before = outlookOf({ resource: { ...resource, inputs: old.inputs ?? {} }, why: 'unknown' });
  return old.id === id || (before.kind === 'read' && before.id === id) ? [] : [id];
}

async function idsOf(
  finder: ResourceFinder,
  outlooks: readonly Outlook[],
  known: ReadonlySet<string>,
): Promise<Map<Outlook, string[]>> {
  const asked = outlooks.filter((outlook) => outlook.kind === 'ask');
  const answers = await finder.ask(asked.map(({ question }) => question));
  const idsOfOne = (outlook: (typeof asked)[number], answer: Answer): string[] => {
    try {
      return idsFound(outlook, answer, known);
    } catch (error) {
      throw cannotRun(
        `whether ${nameOf(outlook.begun.resource)} is in the cloud can't be told: ${(error as Error).message}`,
        'mend that, then run the same command again',
        error,
      );
    }
  };
  return new Map(
    asked.map((outlook, index) => [outlook, idsOfOne(outlook, answers[index] ?? { error: 'no answer' })]),
  );
}

function several(stack: string, { resource }: Begun, ids: readonly string[]): Error {
  return refused(
    `the cloud has ${ids.length} that may be ${nameOf(resource)} of ${stack}, and the state knows none of them: ` +
      ids.join(', '),
    'remove those that nothing uses, then run the same command again',
  );
}
