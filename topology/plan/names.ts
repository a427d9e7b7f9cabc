import type { Platform } from './words.ts';

export interface Domain {
  name: string;
  icp?: string;
  /** Of every place that `certificates` does not name. Which one counts where: certificate.ts. */
  certificate?: string;
  /** By `edge` or name of a region. */
  certificates: Record<string, string>;
  /** Name of the secret with certificate chain and key (PEM) for balancers with `tls: instance`. */
  key?: string;
  dns: Dns;
}

/**
 * Who keeps the records of `mirrors.`, `files.`, `git.` and the buckets' own names. `none`: the user. Else the site's
 * `platform` does, Alibaba Cloud DNS by the domain's name or Route 53 by `zone`; `managed`: the zone is made as well.
 */
export type Dns = { mode: 'none' } | { mode: 'existing' | 'managed'; platform: Platform; zone?: string };
