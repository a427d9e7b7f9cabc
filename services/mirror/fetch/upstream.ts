import { Agent } from 'undici';
import { badStatus, lengthOf, single } from './answer.ts';
import { bounded, decode, tooLarge } from './bounded-body.ts';
import type { Exchange, Take } from './exchange.ts';
import { FetchFailure } from './failure.ts';
import { guardedConnector, type Resolve } from './guarded-connector.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';
import { follow } from './redirects.ts';
import { Transfer } from './transfer.ts';

/** What the upstream said of a file, to ask later whether it changed. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export interface MetadataFile extends Validators {
  body: Uint8Array;
}

/** A body that waits to be read. It must be read or cancelled. */
export interface OpenBody {
  /** Bytes, where the upstream tells it. */
  length: number | undefined;
  /**
   * Hands it over, piece by piece, to its end.
   *
   * @throws FetchFailure where it is cut, stalls or grows too large; what `take` throws, as it is
   */
  read(take: Take): Promise<void>;
  /** Ends the transfer; does nothing after its end. */
  cancel(): void;
}

export interface UpstreamOptions {
  userAgent: string;
  /** The configured one: what lies in the same kind of network may be connected to. Absent: only what is public. */
  upstreamUrl?: string;
  /** `Authorization` by origin: it is sent there and nowhere else, whatever redirects say. */
  authorization?: ReadonlyMap<string, string>;
  limits?: Partial<FetchLimits>;
  /** Instead of the system's resolver. */
  resolve?: Resolve;
}

/** HTTP to upstreams and code hosts. Every failure is a FetchFailure; nothing is tried twice here. */
export class Upstream {
  readonly #agent: Agent;
  readonly #options: UpstreamOptions;
  readonly #limits: FetchLimits;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    const { upstreamUrl, resolve } = options;
    const { connections, connectMs, headersMs, idleMs } = this.#limits;
    this.#agent = new Agent({
      connections,
      connect: guardedConnector({
        connectMs,
        ...(upstreamUrl === undefined ? {} : { upstreamUrl }),
        ...(resolve === undefined ? {} : { resolve }),
      }),
      headersTimeout: headersMs,
      bodyTimeout: idleMs,
    });
  }

  /**
   * A file small enough for memory, if it isn't the one that the validators name.
   *
   * @param most bytes, packed or not; `limits.metadataBytes` is the default and what it can't exceed
   */
  async metadata(
    url: string,
    known: Validators,
    signal: AbortSignal,
    most = Infinity,
  ): Promise<MetadataFile | 'unchanged'> {
    return this.#small(url, known, signal, Math.min(most, this.#limits.metadataBytes));
  }

  /** A file that is read once a run: the root, the list of all packages. */
  async index(url: string, signal: AbortSignal): Promise<MetadataFile> {
    const file = await this.#small(url, {}, signal, this.#limits.indexBytes);
    if (file !== 'unchanged') return file;
    throw new FetchFailure('status', url, 'answered 304 to an unconditional request', { httpStatus: 304 });
  }

  async #small(
    url: string,
    known: Validators,
    signal: AbortSignal,
    limit: number,
  ): Promise<MetadataFile | 'unchanged'> {
    const conditions = {
      ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
      ...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    };
    const transfer = new Transfer(this.#limits.totalMs, signal);
    try {
      const answer = await this.#follow(url, { 'accept-encoding': 'gzip', ...conditions }, transfer);
      if (answer.statusCode === 304) {
        await answer.forget();
        return 'unchanged';
      }
      if ((lengthOf(answer) ?? 0) > limit) throw tooLarge(url, limit);
      const chunks: Buffer[] = [];
      await answer.read(bounded(url, limit, (chunk) => void chunks.push(chunk)));
      const etag = single(answer.headers['etag']);
      const lastModified = single(answer.headers['last-modified']);
      return {
        body: decode(url, Buffer.concat(chunks), single(answer.headers['content-encoding']), limit),
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
    } catch (error) {
      throw transfer.explain(url, error);
    } finally {
      transfer.cancel();
    }
  }

  /** A file of any size. */
  async open(url: string, signal: AbortSignal): Promise<OpenBody> {
    const transfer = new Transfer(this.#limits.totalMs, signal);
    try {
      const answer = await this.#follow(url, { 'accept-encoding': 'identity' }, transfer);
      if (answer.statusCode !== 200) throw badStatus(url, answer);
      const length = lengthOf(answer);
      const limit = this.#limits.distBytes;
      if (length !== undefined && length > limit) throw tooLarge(url, limit);
      return {
        length,
        read: async (take) => {
          try {
            await answer.read(bounded(url, limit, take));
          } catch (error) {
            throw transfer.explain(url, error);
          } finally {
            transfer.cancel();
          }
        },
        cancel: () => transfer.cancel(),
      };
    } catch (error) {
      transfer.cancel();
      throw transfer.explain(url, error);
    }
  }

  /** Ends idle connections and those in use. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #follow(url: string, headers: Record<string, string>, transfer: Transfer): Promise<Exchange> {
    const { userAgent, authorization } = this.#options;
    const all = { 'user-agent': userAgent, ...headers };
    return follow(url, all, { dispatcher: this.#agent, transfer, authorization });
  }
}
