import { note } from '../../output/note.ts';
import type { Engine } from '../engine.ts';
import { programFinder } from './program-finder.ts';
import type { Ground } from './settle.ts';

/** Of a command: it tells on standard error, and asks the clouds through the stack's program. */
export function groundOf(engine: Engine): Ground {
  return { engine, note, finder: programFinder(engine) };
}
