import { existsSync, mkdirSync } from 'node:fs';
import type {
  CheckResult,
  CreateResult,
  DiffResult,
  Provider,
  ReadResult,
  UpdateResult,
} from '@pulumi/pulumi/provider/index.js';
import { bucket } from './parts/bucket.ts';
import { cdn } from './parts/cdn.ts';
import { loadBalancer } from './parts/load-balancer.ts';
import { redis } from './parts/redis.ts';
import { release } from './parts/release.ts';
import { scalingGroup } from './group/scaling-group.ts';
import { sampleUpstream } from './parts/sample-upstream.ts';
import { changedInputs } from './diff.ts';
import type { Context, ResourceKind } from './kind.ts';
import { network } from './network/network.ts';
import { withLock } from './process/lock.ts';
import { Token, type ScalingGroupInputs } from './resources.ts';
import { partLock, physical, stackFolder } from './state/layout.ts';
import { knownOnly, plain, sealed } from './values.ts';
import { parseUrn } from './urn.ts';

type Properties = Record<string, unknown>;
/** The engine hands inputs and outputs over untyped; `check` and the program's own types vouch for their shape. */
type ErasedKind = ResourceKind<Properties, Properties>;
const erase = <Inputs, Outputs>(kind: ResourceKind<Inputs, Outputs>): ErasedKind =>
  kind as unknown as ErasedKind;

const KINDS: Record<Token, ErasedKind> = {
  [Token.Network]: erase(network),
  [Token.Bucket]: erase(bucket),
  [Token.Redis]: erase(redis),
  [Token.LoadBalancer]: erase(loadBalancer),
  [Token.Cdn]: erase(cdn),
  [Token.SampleUpstream]: erase(sampleUpstream),
  [Token.Release]: erase(release),
  [Token.ScalingGroup]: erase(scalingGroup),
};

/** Properties that are secrets, of whatever kind has them. */
const SECRETS: readonly (keyof ScalingGroupInputs)[] = ['codeHostTokens'];

/** Pulumi's provider interface over the kinds: names, locks and the shape of answers; no part is known here. */
export class LocalProvider implements Provider {
  readonly version: string;
  readonly #root: string;

  constructor(version: string, root: string) {
    this.version = version;
    this.#root = root;
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<CheckResult> {
    const { token } = parseUrn(urn);
    const failures = await KINDS[token].check(knownOnly(plain(news)), knownOnly(plain(olds ?? {})));
    return { inputs: news, failures };
  }

  diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<DiffResult> {
    const { token } = parseUrn(urn);
    const changes = changedInputs(token, plain(olds), plain(news));
    const replaces = [...changes].filter(([, change]) => change === 'replace').map(([name]) => name);
    // A part has one folder and one address: the old one must be gone before its successor comes.
    return Promise.resolve({ changes: changes.size > 0, replaces, deleteBeforeReplace: true });
  }

  async create(urn: string, inputs: Properties): Promise<CreateResult> {
    const { kind, context } = this.#open(urn);
    const id = kind.id(plain(inputs));
    const outs = await withLock(partLock(context.stateDir, id), () => kind.create(context, plain(inputs)));
    return { id, outs: sealed(outs, SECRETS) };
  }

  async read(id: string, urn: string, props: Properties | undefined): Promise<ReadResult> {
    const { kind, context } = this.#open(urn);
    const found = await kind.read(context, id, plain(props ?? {}));
    if (!found) return { id: '', props: {}, inputs: {} };
    return { id, props: sealed(found.outputs, SECRETS), inputs: sealed(found.inputs, SECRETS) };
  }

  async update(id: string, urn: string, olds: Properties, news: Properties): Promise<UpdateResult> {
    const { kind, context } = this.#open(urn);
    const outs = await withLock(partLock(context.stateDir, id), () =>
      kind.update(context, plain(olds), plain(news)),
    );
    return { outs: sealed(outs, SECRETS) };
  }

  async delete(id: string, urn: string, props: Properties): Promise<void> {
    const { kind, context } = this.#open(urn);
    await withLock(partLock(context.stateDir, id), () => kind.delete(context, plain(props)));
  }

  #open(urn: string): { kind: ErasedKind; context: Context } {
    const { stack, token } = parseUrn(urn);
    const folder = stackFolder(stack, this.#root);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { kind: KINDS[token], context: { stateDir: physical(folder), root: this.#root } };
  }
}
