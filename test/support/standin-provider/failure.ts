/** When the stand-in's cloud fails. */
export interface Failure {
  /** The k-th operation, counted from 1 over the plugin's life, or the first of this kind on this type. */
  at: { step: number } | { operation: string; type: string };
  /** `after`: the effect has taken place, and the answer is lost. */
  when: 'before' | 'after';
}

/**
 * Reads `step 7 before`, `create aws:lb/loadBalancer:LoadBalancer after`; nothing: never.
 *
 * @throws where the text is neither
 */
export function parseFailure(text: string | undefined): Failure | undefined {
  if (text === undefined || text === '') return undefined;
  const [, operation, what, when] = /^(\S+) (\S+) (before|after)$/.exec(text) ?? [];
  if (operation === undefined || what === undefined) throw new Error(`${text}: expected "step 7 before"`);
  const at = operation === 'step' ? { step: Number(what) } : { operation, type: what };
  return { at, when: when as Failure['when'] };
}

/** Whether this is the operation that fails. */
export function isDue({ at }: Failure, operation: string, type: string, step: number): boolean {
  return 'step' in at ? at.step === step : at.operation === operation && at.type === type;
}
