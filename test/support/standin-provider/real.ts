/**
 * A real Alibaba provider plugin, without an account: calls are handed on to it, but for credentials, which are made up,
 * and for resources of which it is too old to know the type or an input. Those go to the stand-in, and are listed in the
 * file that `SKERRY_STANDIN_LEDGER` names.
 *
 * Argument: the engine's address. `SKERRY_REAL_PLUGIN` names the executable, `SKERRY_REAL_FACTS` the folder of what it
 * knows (`alicloud-resources.json`, `alicloud-inputs.json`), `SKERRY_REAL_STS` host and port of a service that says to
 * whom keys belong.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import grpc from '@grpc/grpc-js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import type provider from '@pulumi/pulumi/proto/provider_pb.js';
import { wanted } from './environment.ts';
import { note, propertiesOf, standInHandlers, typeOf } from './handlers.ts';
import { NEWER_INPUTS } from './facts/newer.ts';
import { type Handlers, MESSAGE_LIMIT, serve } from './serve.ts';

const facts = (name: string): unknown =>
  JSON.parse(readFileSync(join(wanted('SKERRY_REAL_FACTS'), name), 'utf8'));
const types = new Set(facts('alicloud-resources.json') as string[]);
const inputs = facts('alicloud-inputs.json') as Record<string, Record<string, unknown>>;

const standIn = standInHandlers('alicloud');
const unknownToReal = new Set<string>();
const real = await startReal(wanted('SKERRY_REAL_PLUGIN'));

/** Dies with this process, however that ends. */
async function startReal(path: string): Promise<services.ResourceProviderClient> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', path, process.argv[2] ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const credentials = grpc.credentials.createInsecure();
    return new services.ResourceProviderClient(`127.0.0.1:${line.trim()}`, credentials, MESSAGE_LIMIT);
  }
  throw new Error(`${path} ended before it told its port`);
}

function handOn(method: string, request: never): Promise<unknown> {
  const methods = real as unknown as Record<string, UnaryMethod>;
  return new Promise((resolve, reject) => {
    methods[method]?.call(real, request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}
type UnaryMethod = (
  this: unknown,
  request: never,
  callback: (error: Error | null, response: unknown) => void,
) => void;

/** Keys that open nothing, in place of a role that nobody here may take. */
function withMadeUpCredentials(given: struct.Struct | undefined): struct.Struct {
  const { assumeRole: _, ...rest } = propertiesOf(given);
  return struct.Struct.fromJavaScript({
    ...rest,
    accessKey: 'made-up',
    secretKey: 'made-up',
    // On the wire what isn't a string is JSON.
    protocol: 'HTTP',
    endpoints: JSON.stringify([{ sts: wanted('SKERRY_REAL_STS') }]),
  });
}

const bothSides: Handlers = {
  checkConfig: (request: provider.CheckRequest) => {
    request.setNews(withMadeUpCredentials(request.getNews()));
    return handOn('checkConfig', request as never);
  },
  configure: (request: provider.ConfigureRequest) => {
    request.setArgs(withMadeUpCredentials(request.getArgs()));
    request.getVariablesMap().del('alicloud:config:assumeRole');
    request.getVariablesMap().set('alicloud:config:accessKey', 'made-up');
    request.getVariablesMap().set('alicloud:config:secretKey', 'made-up');
    return handOn('configure', request as never);
  },
  check: (request: provider.CheckRequest) => {
    const urn = request.getUrn();
    const lacking = lacks(typeOf(urn), Object.keys(propertiesOf(request.getNews())));
    if (lacking === undefined) return handOn('check', request as never);
    unknownToReal.add(urn);
    note(`stand-in (${lacking})`, urn);
    return standIn['check']?.(request as never);
  },
};

function lacks(type: string, given: string[]): string | undefined {
  if (!types.has(type)) return 'type';
  const known = inputs[type];
  const newer = NEWER_INPUTS[type];
  const unknown = known
    ? given.filter((name) => !(name in known) && !name.startsWith('__'))
    : newer && given.filter((name) => newer.includes(name));
  return unknown && unknown.length > 0 ? unknown.join(', ') : undefined;
}

const byResource = ['diff', 'create', 'read', 'update', 'delete'].map((method) => [
  method,
  (request: never) =>
    unknownToReal.has((request as provider.DiffRequest).getUrn())
      ? standIn[method]?.(request)
      : handOn(method, request),
]);
const asIs = ['getPluginInfo', 'getSchema', 'diffConfig', 'invoke', 'cancel', 'attach'].map((method) => [
  method,
  (request: never) => handOn(method, request),
]);

serve({ ...bothSides, ...(Object.fromEntries([...byResource, ...asIs]) as Handlers) });
