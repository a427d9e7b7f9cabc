import { GroupError } from '../../capacity/group-error.ts';
import { StoreError } from '../../storage/errors.ts';
import { cannotRun, refused } from '../failure.ts';

/**
 * Work on live groups: what goes wrong with one is the user's to mend.
 *
 * @throws {Failure}
 */
export async function groupWork<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) {
      throw cannotRun(`the lease of a group can't be had: ${error.message}`, undefined, error);
    }
    if (!(error instanceof GroupError)) throw error;
    throw error.kind === 'refused' || error.kind === 'busy'
      ? refused(error.message, error.fix)
      : cannotRun(error.message, error.fix, error);
  }
}
