import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { openedScopes, scopeOf, type Scope } from './address-scope.ts';

/** A host that an upstream's metadata or redirect names leads into the mirror's own network. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
  readonly code = 'SKERRY_REFUSED_ADDRESS';

  constructor(host: string, addresses: readonly string[]) {
    super(`${host} is ${addresses.join(', ')}, an internal address`);
  }
}

/** As `dns.lookup` with `all`. */
export type Resolve = (
  host: string,
  options: { all: true; family?: number | 'IPv4' | 'IPv6'; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardOptions {
  connectMs: number;
  /** The configured upstream; what lies where it lies may be connected to. Absent: the public network alone. */
  upstreamUrl?: string;
  resolve?: Resolve;
}

/**
 * Connects to addresses that the upstream may name. What is judged is the very address that is then connected to, so
 * a name that changes its address between two questions gains nothing; redirects come through here like all else.
 */
export function guardedConnector({
  connectMs,
  upstreamUrl,
  resolve = systemLookup,
}: GuardOptions): buildConnector.connector {
  const opened = once(() => openedBy(upstreamUrl, resolve));

  const judge = async (host: string, addresses: LookupAddress[]): Promise<LookupAddress[]> => {
    const isPublic = ({ address }: LookupAddress) => scopeOf(address) === 'public';
    if (addresses.length > 0 && addresses.every(isPublic)) return addresses;
    const scopes = await opened();
    const allowed = addresses.filter((one) => isPublic(one) || scopes.has(scopeOf(one.address)));
    if (allowed.length > 0) return allowed;
    throw new RefusedAddress(
      host,
      addresses.map(({ address }) => address),
    );
  };

  const lookup: LookupFunction = (host, options, callback) => {
    const { family, hints } = options;
    const wanted = { all: true, ...(family && { family }), ...(hints && { hints }) } as const;
    resolve(host, wanted, (error, addresses) => {
      if (error) return callback(error, '');
      judge(host, addresses).then(
        (allowed) =>
          options.all ? callback(null, allowed) : callback(null, allowed[0]!.address, allowed[0]!.family),
        (reason: Error) => callback(reason, ''),
      );
    });
  };

  const connect = buildConnector({ timeout: connectMs, lookup });
  return (options, callback) => {
    const host = bareHost(options.hostname);
    const family = isIP(host);
    // An address is connected to without a lookup.
    if (family === 0) return void connect(options, callback);
    judge(host, [{ address: host, family }]).then(
      () => void connect(options, callback),
      (reason: Error) => callback(reason, null),
    );
  };
}

/** What the upstream's own address opens, asked once: later its owner can't turn it inwards. */
async function openedBy(url: string | undefined, resolve: Resolve): Promise<Set<Scope>> {
  if (url === undefined) return new Set();
  const host = bareHost(new URL(url).hostname);
  if (isIP(host) !== 0) return openedScopes(host, [host]);
  const { promise, resolve: settle, reject } = Promise.withResolvers<LookupAddress[]>();
  resolve(host, { all: true }, (error, found) => (error ? reject(error) : settle(found)));
  return openedScopes(
    host,
    (await promise).map(({ address }) => address),
  );
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Remembers a success; a failure is tried again. */
function once<T>(action: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= action().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
