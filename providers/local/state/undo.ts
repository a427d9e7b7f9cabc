/**
 * Runs `work`; when it fails, runs `undo`, then throws on. A bare `catch { await undo(); throw error; }` would show the
 * failure of the undoing alone, which is seldom what the user has to mend.
 *
 * @param what what the undoing does, in words that go after "failed to": `remove local-1/redis`
 * @param undo repeatable: the next run meets what it leaves where it fails
 * @throws what `work` threw. When `undo` fails as well, an AggregateError of both, whose message tells both (the engine
 *   shows the user the message alone), and whose cause is what `work` threw
 */
export async function orUndo<T>(
  what: string,
  work: () => Promise<T>,
  undo: () => Promise<unknown>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [undone] = await Promise.allSettled([undo()]);
    if (undone.status === 'fulfilled') throw error;
    const message =
      `${textOf(error)}\n` +
      `then it also failed to ${what} (the next run goes on with what is left): ${textOf(undone.reason)}`;
    throw new AggregateError([error, undone.reason], message, { cause: error });
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
