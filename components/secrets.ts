import { Config, type Output, secret } from '@pulumi/pulumi';
import type { Given } from './given.ts';

/** Value of a secret that lies beside the site, or was given, by the name of the plan; secret wherever it goes. */
export function secretOf(name: string, given: Given = {}): Output<string> {
  const value = given.secrets?.get(name);
  return value === undefined ? new Config('skerry').requireSecret(name) : secret(value);
}
