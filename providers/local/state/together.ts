/**
 * Waits for all, also after a failure: nothing may go on in the background once the operation has failed.
 *
 * @throws the failure, or one error with the messages of all
 */
export async function together(work: readonly Promise<void>[]): Promise<void> {
  const reasons = (await Promise.allSettled(work)).flatMap((each) =>
    each.status === 'rejected' ? [each.reason as Error] : [],
  );
  if (reasons.length === 1 && reasons[0]) throw reasons[0];
  if (reasons.length > 1) throw new AggregateError(reasons, reasons.map(({ message }) => message).join('\n'));
}
