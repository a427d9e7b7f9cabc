import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import { findFaults } from './check.ts';
import { findValueFaults } from './check-values.ts';
import { compare } from './diff.ts';
import { wanted } from './environment.ts';
import { isDue, parseFailure } from './failure.ts';
import { loadFacts } from './facts/load.ts';
import { madeUpId, madeUpOutputs } from './made-up.ts';
import type { Handlers } from './serve.ts';
import { UNKNOWN } from './values.ts';
import { World } from './world.ts';

type Properties = Record<string, struct.JavaScriptValue>;

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

/**
 * What the stand-in answers for a package. It holds inputs to the facts of their types, as a provider does before any
 * call; what is created exists until it is deleted, with its inputs and made-up outputs; what differs is updated, or
 * replaced where the facts say so.
 */
export const standInHandlers = (packageName: string): Handlers => {
  const factsOf = loadFacts(packageName);
  const world = new World(wanted('SKERRY_STANDIN_WORLD'));
  const failure = parseFailure(process.env['SKERRY_STANDIN_FAIL']);
  let steps = 0;

  /** The effect of an operation on the cloud, or what its failure leaves of it. */
  const operate = <T>(operation: string, urn: string, effect: () => T): T => {
    steps += 1;
    const fails = failure && isDue(failure, operation, typeOf(urn), steps);
    if (fails && failure.when === 'before') throw new Error(`the cloud refused to ${operation} ${urn}`);
    const done = effect();
    note(operation, urn);
    if (fails) throw new Error(`the answer to ${operation} ${urn} was lost`);
    return done;
  };

  return {
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
      response.setSupportspreview(true);
      return response;
    },
    check: (request: provider.CheckRequest) => {
      const response = accepted(request.getNews());
      const [type, news] = [typeOf(request.getUrn()), propertiesOf(request.getNews())];
      const facts = factsOf(type);
      const faults = facts ? [...findFaults(news, facts), ...findValueFaults(type, news)] : [];
      response.setFailuresList(
        faults.map(({ property, reason }) => {
          const refused = new provider.CheckFailure();
          refused.setProperty(property);
          refused.setReason(reason);
          return refused;
        }),
      );
      return response;
    },
    diff: (request: provider.DiffRequest) => {
      const response = new provider.DiffResponse();
      const { changed, replacing } = compare(
        propertiesOf(request.getOldInputs() ?? request.getOlds()),
        propertiesOf(request.getNews()),
        factsOf(typeOf(request.getUrn())) ?? {},
        new Set(request.getIgnorechangesList()),
      );
      const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
      response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList(changed);
      response.setReplacesList(replacing);
      return response;
    },
    create: (request: provider.CreateRequest) => {
      const urn = request.getUrn();
      const inputs = propertiesOf(request.getProperties());
      const id = madeUpId(urn);
      const outputs = outputsOf(urn, id, inputs);
      const response = new provider.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(struct.Struct.fromJavaScript(unknownButInputs(outputs, inputs)));
        return response;
      }
      operate('create', urn, () => world.put({ id, urn, type: typeOf(urn), inputs, outputs }));
      response.setId(id);
      response.setProperties(struct.Struct.fromJavaScript(outputs));
      return response;
    },
    read: (request: provider.ReadRequest) => {
      const response = new provider.ReadResponse();
      const existing = world.get(request.getId());
      // No id: it is gone.
      if (!existing) return response;
      response.setId(existing.id);
      response.setProperties(struct.Struct.fromJavaScript(existing.outputs as Properties));
      response.setInputs(struct.Struct.fromJavaScript(existing.inputs as Properties));
      return response;
    },
    update: (request: provider.UpdateRequest) => {
      const [urn, id] = [request.getUrn(), request.getId()];
      const inputs = propertiesOf(request.getNews());
      const outputs = outputsOf(urn, id, inputs);
      if (!request.getPreview()) {
        operate('update', urn, () => world.put({ id, urn, type: typeOf(urn), inputs, outputs }));
      }
      const response = new provider.UpdateResponse();
      response.setProperties(struct.Struct.fromJavaScript(outputs));
      return response;
    },
    delete: (request: provider.DeleteRequest) => {
      operate('delete', request.getUrn(), () => world.remove(request.getId()));
      return new empty.Empty();
    },
    invoke: (request: provider.InvokeRequest) => {
      const response = new provider.InvokeResponse();
      note('invoke', request.getTok());
      response.setReturn(struct.Struct.fromJavaScript(answerOf(request.getTok())));
      return response;
    },
    cancel: () => new empty.Empty(),
    attach: () => new empty.Empty(),
  };
};

export function propertiesOf(given: struct.Struct | undefined): Properties {
  return given?.toJavaScript() ?? {};
}

function accepted(news: struct.Struct | undefined): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(news);
  return response;
}

/** What the cloud adds is known once the resource exists. */
function unknownButInputs(outputs: Properties, inputs: Properties): Properties {
  const names = Object.keys(outputs);
  return Object.fromEntries(names.map((name) => [name, name in inputs ? inputs[name]! : UNKNOWN]));
}

/** @throws where nothing is known of the function: a program that asks for more than it is meant to */
function answerOf(token: string): Properties {
  const [, cloud] = /^(\w+):index\/getCallerIdentity:getCallerIdentity$/.exec(token) ?? [];
  if (cloud === undefined) throw new Error(`the stand-in knows no function ${token}`);
  const accountId = wanted(`SKERRY_STANDIN_ACCOUNT_${cloud.toUpperCase()}`);
  return { accountId, arn: `${cloud}:${accountId}:user/ci`, id: 'ci', identityType: 'user', userId: 'ci' };
}

function outputsOf(urn: string, id: string, inputs: Properties): Properties {
  return madeUpOutputs(typeOf(urn), id, inputs) as Properties;
}
