import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import { madeUpId, madeUpOutputs } from './made-up.ts';
import type { Handlers } from './serve.ts';

type Properties = Record<string, struct.JavaScriptValue>;

/** The signatures by which the engine's property values tell special ones from plain maps. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Adds a line to the file that `SKERRY_STANDIN_LEDGER` names. */
export function note(operation: string, urn: string): void {
  const ledger = process.env['SKERRY_STANDIN_LEDGER'];
  if (ledger) appendFileSync(ledger, `${operation} ${urn}\n`);
}

/** The SDK's, which is the one that a program asks for. */
function versionOf(name: string): string {
  if (name === 'skerry') return '0.1.0';
  const manifest = createRequire(import.meta.url)(`@pulumi/${name}/package.json`) as { version: string };
  return manifest.version;
}

export function typeOf(urn: string): string {
  return urn.split('::')[2]?.split('$').at(-1) ?? '';
}

function changedProperties(olds: Properties, news: Properties): string[] {
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].filter((name) => !isDeepStrictEqual(unwrap(olds[name]), unwrap(news[name])));
}

/** Secrets compare by what they hide. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Record<string, unknown>;
  if (map[SIGNATURE] === SECRET) return unwrap(map['value']);
  return Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, unwrap(inner)]));
}

/** What the stand-in answers for a package: what is created has its inputs and made-up outputs, what differs is updated. */
export const standInHandlers = (packageName: string): Handlers => ({
  getPluginInfo: () => {
    const info = new plugin.PluginInfo();
    info.setVersion(versionOf(packageName));
    return info;
  },
  checkConfig: (request: provider.CheckRequest) => accepted(request.getNews()),
  diffConfig: () => new provider.DiffResponse(),
  configure: () => {
    const response = new provider.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptresources(true);
    return response;
  },
  check: (request: provider.CheckRequest) => accepted(request.getNews()),
  diff: (request: provider.DiffRequest) => {
    const response = new provider.DiffResponse();
    const olds = propertiesOf(request.getOldInputs() ?? request.getOlds());
    const changed = changedProperties(olds, propertiesOf(request.getNews()));
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    const ignored = new Set(request.getIgnorechangesList());
    const seen = changed.filter((name) => !ignored.has(name));
    response.setChanges(seen.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(seen);
    return response;
  },
  create: (request: provider.CreateRequest) => {
    const urn = request.getUrn();
    if (!request.getPreview()) note('create', urn);
    const id = madeUpId(urn);
    const response = new provider.CreateResponse();
    response.setId(id);
    response.setProperties(outputs(urn, id, request.getProperties()));
    return response;
  },
  read: (request: provider.ReadRequest) => {
    const response = new provider.ReadResponse();
    response.setId(request.getId());
    response.setProperties(request.getProperties());
    response.setInputs(request.getInputs());
    return response;
  },
  update: (request: provider.UpdateRequest) => {
    if (!request.getPreview()) note('update', request.getUrn());
    const response = new provider.UpdateResponse();
    response.setProperties(outputs(request.getUrn(), request.getId(), request.getNews()));
    return response;
  },
  delete: (request: provider.DeleteRequest) => {
    note('delete', request.getUrn());
    return new empty.Empty();
  },
  cancel: () => new empty.Empty(),
  attach: () => new empty.Empty(),
});

export function propertiesOf(given: struct.Struct | undefined): Properties {
  return given?.toJavaScript() ?? {};
}

function accepted(news: struct.Struct | undefined): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(news);
  return response;
}

function outputs(urn: string, id: string, inputs: struct.Struct | undefined): struct.Struct {
  return struct.Struct.fromJavaScript(madeUpOutputs(typeOf(urn), id, propertiesOf(inputs)) as Properties);
}
