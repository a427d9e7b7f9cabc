/** What a platform cannot build as the stack file asks: told to the user as it is, without a stack trace. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}
