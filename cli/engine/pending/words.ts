import { quote } from '../../../providers/local/supervisor/shell.ts';
import { nameOf, type Begun } from './begun.ts';
import { isForeign } from './decide.ts';
import { fillIn, type Unfindable } from './identity.ts';
import type { StateResource } from './state.ts';

/** What has come of a creation, as it is told; empty where there is nothing to tell. */
export function verdict(
  begun: Begun,
  there: StateResource | undefined,
  kind: 'again' | 'read' | 'ask',
): string[] {
  const name = nameOf(begun.resource);
  const wasKilled = begun.why === 'killed';
  const subject = wasKilled ? `an earlier run was killed while creating ${name}: it` : name;
  if (!there) {
    if (!wasKilled) return [];
    return [`${subject} ${kind === 'again' ? 'is created again, over what may be there' : 'is not there'}`];
  }
  const id = there.id ?? '';
  if (isForeign(begun, there)) {
    return [`${subject} (${id}) is in the cloud, and not by this stack's tag: it is not taken over`];
  }
  const { old } = begun;
  const gone =
    old && old.pendingReplacement !== true ? `, in place of ${old.id ?? ''}, which is removed` : '';
  return [`${subject} is in the cloud${wasKilled ? '' : ', and no run was told'}: taken over (${id})${gone}`];
}

/**
 * How one helps where the provider can't look for it, in commands that can be run as they are but for the id.
 *
 */
export function unfindableLines({ resource, why, old }: Begun, how: Unfindable): string[] {
  const begun =
    why === 'killed'
      ? `an earlier run was killed while creating ${nameOf(resource)}`
      : `${nameOf(resource)} is to be created`;
  const named = (form: string): string => fillIn(form, resource.inputs ?? {}) ?? form;
  // Nothing can be imported by a name that the state has.
  const last = old
    ? `; ${old.id ?? ''} is the one that it replaces`
    : how.isUseless
      ? ''
      : `, or ${importCommand(resource)}`;
  return [
    `${begun}: whether it is there can't be found out from here (${named(how.look)})`,
    `  if it is: ${named(how.remove ?? 'remove it there')}${last}`,
  ];
}

function importCommand({ urn, type, parent, provider }: StateResource): string {
  const words = [
    'pulumi import',
    type,
    quote(urn.split('::').slice(3).join('::')),
    '<id>',
    '--protect=false',
  ];
  if (parent !== undefined) words.push('--parent', quote(`parent=${parent}`));
  if (provider !== undefined) words.push('--provider', quote(`provider=${provider.replace(/::[^:]*$/, '')}`));
  return words.join(' ');
}
