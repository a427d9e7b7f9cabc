import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { rule, type CheckContext } from '../check.ts';

export const secretMissing = rule({
  code: 'secret/missing',
  summary: 'each secret that is named lies beside the site',
  why: 'The program would stop in the middle of an update, or an instance would start without its keys.',
  allowed: 'A value skerry:<name>: {secure: …} beside the site for each name.',
  fix: 'Run skerry secret set <stack> <name>.',
  *run(context) {
    for (const { name, pointer } of namedSecrets(context)) {
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
});

/** Every place of the site that names a secret. */
function namedSecrets({ site, index }: CheckContext): { name: string; pointer: Pointer }[] {
  const places: [string | undefined, Pointer][] = [
    [site.alerts?.webhook, below(SITE, 'alerts', 'webhook')],
    [site.mirror?.composer.tokens, below(SITE, 'mirror', 'composer', 'tokens')],
    [site.git?.hostKeys, below(SITE, 'git', 'hostKeys')],
    [site.domain?.key, below(SITE, 'domain', 'key')],
    [site.releases?.signingKey, below(SITE, 'releases', 'signingKey')],
    ...index.regions.map(({ pointer, value }): [string | undefined, Pointer] => [
      value.redis?.password,
      below(pointer, 'redis', 'password'),
    ]),
  ];
  return places.flatMap(([name, pointer]) => (name === undefined ? [] : [{ name, pointer }]));
}
