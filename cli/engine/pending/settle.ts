import { Failure, refused } from '../../failure.ts';
import { refuseIfLocked } from '../../state/refuse-locked.ts';
import { ask, operate, type Engine } from '../engine.ts';
import type { Step } from '../events.ts';
import { interruptedOf, isCreation, maybeCreated, nameOf } from './begun.ts';
import { findCandidates, type Candidate } from './candidates.ts';
import { adopted, inPlace, isAside, isForeign, isOld, placeOf } from './decide.ts';
import type { ResourceFinder } from './finder.ts';
import { liveOf, withoutResources, withReplacements, withResources, type ExportedState } from './state.ts';
import { verdict } from './words.ts';

/** The engine's state of one stack, and the clouds. */
export interface Ground {
  engine: Engine;
  finder: ResourceFinder;
  note: (text: string) => void;
}

/**
 * Settles what a killed engine had begun: of each creation it is found out whether it took place. What is in the cloud
 * is taken over into the state; of what can't be found out, it is told how to look.
 *
 * @returns the state then; none where the stack isn't in the backend yet
 * @throws {Failure} where the clouds, or the state, can't be read
 */
export async function settleInterrupted(ground: Ground): Promise<ExportedState | undefined> {
  const { engine, note } = ground;
  const state = await readState(engine);
  if (!state) return undefined;
  const aside = [...liveOf(state).keys()].filter(isAside);
  if (aside.length > 0) {
    // A run was killed while it looked for what another one had left. What that was is looked for by the preview.
    await replaceState(engine, state, withoutResources(state, new Set(aside)));
    return await settleInterrupted(ground);
  }
  const { creations, others } = interruptedOf(state);
  if (creations.length + others.length === 0) return state;
  for (const { urn, operation } of others) {
    note(`an earlier run was killed while ${operation} ${nameOf({ urn })}: it is read anew`);
  }
  const candidates = await findCandidates(ground, engine.stack, state, creations);
  // An imported state has nothing pending; what was, has been told.
  await takeOver(ground, state, candidates);
  return await mustRead(engine);
}

/**
 * Looks whether the cloud has what a preview is to create: where an answer of the cloud was lost, a resource is there
 * of which the state knows nothing.
 *
 * @returns whether anything was taken over, so that less is to be created
 */
export async function settleLost(ground: Ground, steps: readonly Step[]): Promise<boolean> {
  if (!steps.some(isCreation)) return false;
  const state = await readState(ground.engine);
  if (!state) return false;
  const creations = maybeCreated(steps, state);
  const candidates = await findCandidates(ground, ground.engine.stack, state, creations);
  return candidates.length > 0 && (await takeOver(ground, state, candidates));
}

/** @returns whether the cloud has any of them */
async function takeOver(
  { engine, note }: Ground,
  state: ExportedState,
  candidates: readonly Candidate[],
): Promise<boolean> {
  const added = candidates.map(({ begun, id }) => adopted(begun, id));
  await replaceState(engine, state, withResources(state, added));
  if (added.length === 0) return false;

  const read = await readBack(engine, candidates);
  const live = liveOf(read);
  const theirs = candidates.map(({ begun }) => {
    const there = live.get(placeOf(begun));
    return { begun, there: there && isOld(begun, there) ? undefined : there };
  });
  for (const { begun, there } of theirs) for (const text of verdict(begun, there, 'read')) note(text);
  const taken = theirs.filter(({ begun, there }) => there && !isForeign(begun, there));
  const replacements = taken.filter(({ begun }) => begun.old);
  const needless = theirs.filter((one) => live.has(placeOf(one.begun)) && !taken.includes(one));
  if (replacements.length + needless.length > 0) {
    const kept = withoutResources(read, placesOf([...replacements, ...needless]));
    const moved = replacements.map(({ begun, there }) => inPlace(begun, there!));
    await replaceState(engine, read, withReplacements(kept, moved));
  }
  return taken.length > 0;
}

/** Has the engine read the candidates: it drops those that are not there, and completes the others. */
async function readBack(engine: Engine, candidates: readonly Candidate[]): Promise<ExportedState> {
  for (let left = candidates; ;) {
    const failed = new Set<string>();
    const { succeeded } = await operate(engine, {
      command: 'refresh',
      flags: left.flatMap(({ begun }) => ['--target', placeOf(begun)]),
      quiet: true,
      onEvent: ({ resOpFailedEvent, diagnosticEvent }) => {
        if (resOpFailedEvent) failed.add(resOpFailedEvent.metadata.urn);
        if (diagnosticEvent?.severity === 'error' && diagnosticEvent.urn) failed.add(diagnosticEvent.urn);
      },
    });
    const state = await mustRead(engine);
    if (succeeded) return state;
    const unread = left.filter(({ begun }) => failed.has(placeOf(begun)));
    // By its name alone nothing can be there twice: its creation is refused, or makes it what it should be.
    const dropped = placesOf(unread.filter(({ isListed }) => !isListed));
    await replaceState(engine, state, withoutResources(state, dropped));
    if (dropped.size < unread.length || dropped.size === 0) {
      throw refused(
        `what is in the cloud of ${engine.stack}, and not in its state, can't be read: why is told above`,
        'mend that, then run the same command again',
      );
    }
    left = left.filter(({ begun }) => !dropped.has(placeOf(begun)));
    if (left.length === 0) return await mustRead(engine);
  }
}

const placesOf = (some: readonly Pick<Candidate, 'begun'>[]): Set<string> =>
  new Set(some.map(({ begun }) => placeOf(begun)));

/** `undefined`: the stack isn't in the backend yet. */
async function readState(engine: Engine): Promise<ExportedState | undefined> {
  try {
    return await mustRead(engine);
  } catch (error) {
    if (error instanceof Failure && /no stack named/.test(error.message)) return undefined;
    throw error;
  }
}

async function mustRead(engine: Engine): Promise<ExportedState> {
  return JSON.parse(await ask(engine, ['stack', 'export'])) as ExportedState;
}

/**
 * The engine has no compare-and-set of its state, and takes its lock for the import alone: it would refuse one of ours.
 * So first that nobody has the stack, then that its state is still the one that was read, and the import at once. What
 * would go unseen is a run that begins, writes and ends within the start of that engine; a longer one refuses the import.
 */
async function replaceState(engine: Engine, before: ExportedState, after: ExportedState): Promise<void> {
  await refuseIfLocked(engine);
  if (JSON.stringify(await mustRead(engine)) !== JSON.stringify(before)) {
    throw refused(`another run works on ${engine.stack}: its state has changed meanwhile`, 'run again');
  }
  await ask(engine, ['stack', 'import'], JSON.stringify(after));
}
