import { Config, type Output } from '@pulumi/pulumi';

/** Value of a secret that lies beside the site, by the name that the site gives it; secret wherever it goes. */
export function secretOf(name: string): Output<string> {
  return new Config('skerry').requireSecret(name);
}
