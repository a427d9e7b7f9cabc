import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Site } from '../../schema/site.ts';
import { rule } from '../check.ts';

export const secretMissing = rule(
  'secret/missing',
  'each secret that is named lies beside the site',
  function* (context) {
    for (const { name, pointer } of namedSecrets(context.site)) {
      if (context.secrets.has(name)) continue;
      const near = suggest(name, context.secrets);
      yield {
        pointer,
        message: `the file has no secret skerry:${name}`,
        ...(context.secrets.size > 0 && { allowed: [...context.secrets].join(', ') }),
        fix: near ?? `skerry secret set <stack> ${name}`,
        lacking: [below('/config', `skerry:${name}`)],
      };
    }
  },
);

/** Every place of the site that names a secret. */
function namedSecrets(site: Site): { name: string; pointer: Pointer }[] {
  const places: [string | undefined, Pointer][] = [
    [site.alerts?.webhook, below(SITE, 'alerts', 'webhook')],
    [site.mirror?.composer.tokens, below(SITE, 'mirror', 'composer', 'tokens')],
    [site.git?.hostKeys, below(SITE, 'git', 'hostKeys')],
  ];
  return places.flatMap(([name, pointer]) => (name === undefined ? [] : [{ name, pointer }]));
}
