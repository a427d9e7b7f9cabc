import type { RandomPasswordArgs } from '@pulumi/random/randomPassword.js';

/**
 * Passwords that nobody types: 32 letters and digits, at least one of each kind, which every Redis service accepts.
 * Made once by the engine, kept in its state as a secret.
 */
export function passwordArgs(): RandomPasswordArgs {
  return { length: 32, special: false, minLower: 1, minUpper: 1, minNumeric: 1 };
}
