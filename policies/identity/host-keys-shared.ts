import type { StackPolicy } from '../policy.ts';
import { is, type StackResource } from '../stack.ts';
import { surely } from '../unknown.ts';

/** How components name the parameter of a region. */
const NAME = /(^|\/)git-host-keys$/;

export const hostKeysShared: StackPolicy = {
  id: 'identity/host-keys-shared',
  severity: 'high',
  summary: 'All git groups of a stack have the same SSH host keys.',
  why: 'Clients that are led to another region find another key there, take it for an attack and stop.',
  remediation: 'Keep one secret of host keys for the whole stack.',
  source: 'own',
  words: ['site:git.hostKeys'],
  types: ['aws:ssm/parameter:Parameter', 'alicloud:oos/secretParameter:SecretParameter'],
  judge: (parameter, stack) => {
    const keys = keysIn(parameter);
    if (keys === undefined) return undefined;
    // The engine knows no order of resources.
    const all = stack.resources.filter(({ urn }) => urn < parameter.urn);
    const other = all.find((one) => {
      const others = keysIn(one);
      return others !== undefined && others !== keys;
    });
    return other && `has other host keys than ${other.name}`;
  },
};

/** Never told, only compared. */
function keysIn(resource: StackResource): string | undefined {
  let keys: string | undefined;
  surely(() => {
    if (is('aws:ssm/parameter:Parameter', resource)) {
      const { name, value } = resource.properties;
      if (NAME.test(name ?? '')) keys = value;
    }
    if (is('alicloud:oos/secretParameter:SecretParameter', resource)) {
      const { secretParameterName, value } = resource.properties;
      if (NAME.test(secretParameterName)) keys = value;
    }
    return true;
  });
  return keys;
}
