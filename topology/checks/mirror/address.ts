import { below, SITE } from '../../diagnostics/pointer.ts';
import type { CheckContext } from '../check.ts';
import { rule, type Check } from '../check.ts';

const PLACE = below(SITE, 'mirror', 'composer', 'upstream');

export const upstreamAddresses: Check[] = [
  rule({
    code: 'secret/in-url',
    summary: "the upstream's address holds no password",
    why: 'The file is in version control: whoever can read it has the password, for ever.',
    allowed: 'An address without user and password.',
    fix: 'Take them out of the address, and change the password: it has been seen.',
    *run(context) {
      const url = upstream(context);
      if (!url || (url.username === '' && url.password === '')) return;
      yield {
        pointer: PLACE,
        message: `the address of the upstream holds ${url.password === '' ? 'a user' : 'a user and a password'}`,
        fix: `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}, and tokens beside it`,
      };
    },
  }),
  {
    code: 'mirror/upstream-plain',
    severity: 'warning',
    summary: 'in production, the upstream is asked by HTTPS',
    why: 'Whoever is on the way can put packages of his own into the mirror, and with them into everything that is installed from it.',
    allowed: 'https:// in production.',
    fix: 'Write https.',
    *run(context) {
      const url = upstream(context);
      if (context.site.stage !== 'production' || url?.protocol !== 'http:') return;
      yield {
        pointer: PLACE,
        message: `${url.host} would be asked in plain text, which anybody on the way can change`,
        fix: `https://${url.host}${url.pathname === '/' ? '' : url.pathname}`,
      };
    },
  },
  rule({
    code: 'mirror/upstream-is-itself',
    summary: 'the upstream is somebody else',
    why: 'The mirror would fetch from itself what it has not fetched yet: it stays empty for ever.',
    allowed: "A host other than mirrors. and files. below the site's domain.",
    fix: 'Write the address of the upstream.',
    *run(context) {
      const { domain } = context.site;
      const url = upstream(context);
      if (!domain || !url || ![`mirrors.${domain.name}`, `files.${domain.name}`].includes(url.hostname))
        return;
      yield {
        pointer: PLACE,
        message: `${url.hostname} is this mirror itself`,
        fix: 'https://repo.packagist.org',
        related: [{ pointer: below(SITE, 'domain', 'name'), message: 'the domain is here' }],
      };
    },
  }),
];

/** `undefined` for `sample`, and for what only looks like an address. */
function upstream({ site }: CheckContext): URL | undefined {
  return URL.parse(site.mirror?.composer.upstream ?? '') ?? undefined;
}
