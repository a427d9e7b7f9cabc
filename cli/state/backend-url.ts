/** Where the engine keeps its state, as its URL says. */
export type Backend =
  /** A folder of this machine. */
  | { kind: 'folder'; path: string }
  /** A bucket behind the S3 protocol. */
  | {
      kind: 's3';
      bucket: string;
      /** What the engine's keys begin with: empty, or ending in a slash. */
      prefix: string;
      region?: string;
      /** URL of the store; absent: that of AWS in the region. */
      endpoint?: string;
      /** The bucket is named in the path, not in the host name. */
      pathStyle: boolean;
      /** Profile of AWS's shared configuration. */
      profile?: string;
    }
  /** Pulumi Cloud, or a service that speaks its protocol. */
  | { kind: 'service'; url: string }
  /** Any other that the engine knows: `gs`, `azblob`, `postgres`. */
  | { kind: 'other'; scheme: string };

/**
 * Reads the URL of a backend by the rules of the engine's bucket library (gocloud.dev), in whose S3 dialect parameters
 * have two spellings each.
 *
 * @param home the user's folder, for `file://~`
 */
export function parseBackend(text: string, home: string): Backend {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return { kind: 'service', url: text };
  if (scheme === 'file') return { kind: 'folder', path: folderOf(text.slice('file://'.length), home) };
  if (scheme === 's3') return parseS3(new URL(text));
  return { kind: 'other', scheme: scheme ?? text };
}

function folderOf(rest: string, home: string): string {
  const path = decodeURIComponent(rest.replace(/\?.*$/, ''));
  return path.replace(/^~(?=\/|$)/, () => home);
}

function parseS3({ hostname, pathname, searchParams }: URL): Backend {
  const first = (...names: string[]): string | undefined =>
    names.map((name) => searchParams.get(name)).find((value) => value !== null && value !== '') ?? undefined;
  const isTrue = (...names: string[]): boolean => /^(1|t|true)$/i.test(first(...names) ?? '');
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  const region = first('region');
  const profile = first('profile');
  const host = first('endpoint');
  const plain = isTrue('disableSSL', 'disable_https');
  return {
    kind: 's3',
    bucket: hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    pathStyle: isTrue('s3ForcePathStyle', 'use_path_style'),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(host !== undefined && {
      endpoint: host.includes('://') ? host : `${plain ? 'http' : 'https'}://${host}`,
    }),
  };
}
