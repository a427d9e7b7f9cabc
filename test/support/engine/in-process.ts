import { createRequire } from 'node:module';
import { runtime } from '@pulumi/pulumi';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import resource from '@pulumi/pulumi/proto/resource_pb.js';
import state from '@pulumi/pulumi/runtime/state.js';
import { loadPlatforms } from '../../../components/platforms/load.ts';
import { Site } from '../../../components/site.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { findFaults } from '../standin-provider/check.ts';
import { findValueFaults } from '../standin-provider/check-values.ts';
import { loadFacts } from '../standin-provider/facts/load.ts';
import { madeUpId, madeUpOutputs } from '../standin-provider/made-up.ts';
import { madeUpSecret } from './made-up-secrets.ts';
import { sealed } from '../standin-provider/values.ts';
import type { ResourceState } from './project.ts';

/** What a program registered of a resource, secrets wrapped as on the wire. */
export interface Registration extends ResourceState {
  inputs: Record<string, unknown>;
  ignoreChanges: string[];
}

interface Build {
  /** Resources that are new ones: their ids differ from those of the first build. */
  renewed?: ReadonlySet<string>;
}

/**
 * What the components register for a plan, within this process: milliseconds where the engine takes seconds, for long
 * tables. The stand-in's facts and made-up outputs hold here, too; order, state and failures are the engine's to show.
 *
 * @throws where a resource has inputs that its provider would refuse
 */
export async function register(plan: Plan, build: Build = {}) {
  return registerProgram(
    plan.stack,
    async () => {
      const platforms = await loadPlatforms(plan);
      return () => void new Site(plan, platforms);
    },
    { ...build, config: secretsOf(plan) },
  );
}

/**
 * What a program registers, whoever's it is.
 *
 * @param load what takes time before the first resource, and gives what registers them all
 */
export async function registerProgram(
  stack: string,
  load: () => Promise<() => void>,
  { renewed = new Set(), config = {} }: Build & { config?: Record<string, string> } = {},
) {
  const monitor = new Recorder(stack, renewed);
  await runtime.setMocks({ call: () => ({}), newResource: () => ({ id: '', state: {} }) }, 'skerry', stack);
  runtime.setMockOptions(monitor, 'skerry', stack, false);
  // Setting the monitor forgets what it can do.
  Object.assign((state as unknown as { getStore(): object }).getStore(), {
    supportsSecrets: true,
    supportsResourceReferences: true,
  });
  runtime.setAllConfig(config, Object.keys(config));
  const program = await load();
  const trace = withoutTraces();
  try {
    program();
    await runtime.disconnect();
  } finally {
    trace();
  }
  return monitor.registered;
}

/** What the SDK notes for who looks for a mistake in a program, with each resource and promise. Not of its public interface. */
interface Tracing {
  debuggable: { debuggablePromise: (promise: Promise<unknown>) => Promise<unknown> };
  Resource: { callsites: () => unknown[] };
}

/** Traces are most of the time that a program takes here. @returns what takes them again */
function withoutTraces(): () => void {
  const require = createRequire(import.meta.url);
  const debuggable = require('@pulumi/pulumi/runtime/debuggable.js') as Tracing['debuggable'];
  const { Resource } = require('@pulumi/pulumi') as Pick<Tracing, 'Resource'>;
  const [{ debuggablePromise }, { callsites }, { stackTraceLimit }] = [debuggable, Resource, Error];
  debuggable.debuggablePromise = (promise) => promise;
  Resource.callsites = () => [];
  Error.stackTraceLimit = 0;
  return () => {
    debuggable.debuggablePromise = debuggablePromise;
    Resource.callsites = callsites;
    Error.stackTraceLimit = stackTraceLimit;
  };
}

/** Made-up values of all secrets that a plan names, by the key of the configuration. */
function secretsOf(plan: Plan): Record<string, string> {
  const names = [
    plan.alerts?.webhook,
    plan.mirror?.composer.tokens,
    plan.git?.hostKeys,
    plan.releases?.signingKey,
    plan.domain?.key,
    ...plan.regions.map(({ redis }) => redis?.password),
  ].filter((name) => name !== undefined);
  return Object.fromEntries(names.map((name) => [`skerry:${name}`, madeUpSecret(name)]));
}

type Callback = (error: Error | null, response?: unknown) => void;

class Recorder {
  readonly registered: Registration[] = [];
  readonly #stack: string;
  readonly #renewed: ReadonlySet<string>;

  constructor(stack: string, renewed: ReadonlySet<string>) {
    this.#stack = stack;
    this.#renewed = renewed;
  }

  registerResource(request: resource.RegisterResourceRequest, callback: Callback): void {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const qualified = parent ? `${parent.split('::')[2]}$${type}` : type;
    const urn = ['urn:pulumi:' + this.#stack, 'skerry', qualified, name].join('::');
    const inputs = (request.getObject() ?? new struct.Struct()).toJavaScript() as Record<string, unknown>;
    const id = `${madeUpId(urn)}${this.#renewed.has(urn) ? '-anew' : ''}`;
    const facts = request.getCustom() ? factsOf(type) : undefined;
    const faults = facts ? [...findFaults(inputs, facts), ...findValueFaults(type, inputs)] : [];
    if (faults.length > 0) {
      callback(
        new Error(`${urn}: ${faults.map(({ property, reason }) => `${property} ${reason}`).join('; ')}`),
      );
      return;
    }
    this.registered.push({
      urn,
      type,
      inputs,
      ...(request.getCustom() && { id }),
      ...(parent && { parent }),
      dependencies: request.getDependenciesList(),
      provider: request.getProvider(),
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      ignoreChanges: request.getIgnorechangesList(),
    });
    const response = new resource.RegisterResourceResponse();
    response.setUrn(urn);
    if (request.getCustom()) response.setId(id);
    const outputs = madeUpOutputs(type, id, inputs) as Record<string, struct.JavaScriptValue>;
    for (const name of request.getAdditionalsecretoutputsList()) {
      if (outputs[name] !== undefined) outputs[name] = sealed(outputs[name]);
    }
    response.setObject(struct.Struct.fromJavaScript(outputs));
    callback(null, response);
  }

  registerResourceOutputs(_request: unknown, callback: Callback): void {
    callback(null, {});
  }

  /** Credentials are of the account that they should be of. */
  invoke(request: resource.ResourceInvokeRequest, callback: Callback): void {
    const token = request.getTok();
    if (token !== 'alicloud:index/getCallerIdentity:getCallerIdentity') {
      callback(new Error(`nobody asks for ${token} here`));
      return;
    }
    const response = new provider.InvokeResponse();
    const identity = { accountId: '1234567890123456', arn: 'user/ci' };
    response.setReturn(struct.Struct.fromJavaScript(identity));
    callback(null, response);
  }

  supportsFeature(request: { getId(): string }, callback: Callback): void {
    callback(null, { getHassupport: () => request.getId() !== 'outputValues' });
  }

  registerPackage(_request: unknown, callback: Callback): void {
    const response = new resource.RegisterPackageResponse();
    response.setRef('none');
    callback(null, response);
  }
}

const loaded = new Map<string, ReturnType<typeof loadFacts>>();

export function factsOf(type: string) {
  const name = type.split(':')[0] ?? '';
  if (!loaded.has(name)) loaded.set(name, loadFacts(name));
  return loaded.get(name)?.(type);
}
