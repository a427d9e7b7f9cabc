import type { StoreConfig } from '../../storage/store-config.ts';

/** Settings of a `mirror-sync` instance. */
export interface SyncSettings {
  composer: {
    /** Base URL of a Composer v2 repository (its `packages.json` lies below it). */
    upstream: string;
    /** As in the stack file: `vendor/name` with `*`, and an optional `:version` pattern; empty: everything. */
    only: string[];
    /** Seconds from the end of one full sync to the start of the next. */
    intervalSeconds: number;
    /**
     * File (mode 0600) with tokens of code hosts, whose anonymous limits are low (GitHub's API: 60 requests an hour):
     * JSON such as `{"api.github.com": "…"}`. Each is sent as a bearer token to that host alone, by HTTPS, or to
     * exactly the origin (`http://10.0.0.5:8080`) where the key is one.
     */
    codeHostTokensFile?: string;
  };
  /** Base URL of the `files.` edge, as clients see it. */
  filesUrl: string;
  /** The serving buckets, each gated by itself. */
  publishTo: { id: string; store: StoreConfig }[];
  redis: RedisConfig;
  /** Packages that one instance works on at the same time. */
  workers: number;
}

export interface RedisConfig {
  host: string;
  port: number;
  /** Whether it speaks TLS, with a certificate that the machine trusts for `host`. */
  tls?: boolean;
  /** File (mode 0600) that holds the password; absent: none is asked. */
  passwordFile?: string;
}

/** Settings of a `mirror-serve` instance. */
export interface ServeSettings {
  /** The bucket of its own region. */
  store: StoreConfig;
  /** Base URL of the `mirrors.` edge, as clients see it. */
  mirrorsUrl: string;
  filesUrl: string;
}
