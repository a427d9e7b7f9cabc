import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import { callerOf } from './caller.ts';
import { findFaults } from './check.ts';
import { findValueFaults } from './check-values.ts';
import { compare } from './diff.ts';
import { wanted } from './environment.ts';
import { isDue, parseFailure } from './failure.ts';
import { Faults } from './faults.ts';
import { loadFacts } from './facts/load.ts';
import { lookUp } from './functions.ts';
import { madeUpId, madeUpOutputs } from './made-up.ts';
import { findForImport, idOfNew, isInNoCloud } from './second-creation.ts';
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
  const faultFolder = process.env['SKERRY_STANDIN_FAULTS'];
  const faults = faultFolder === undefined ? undefined : new Faults(faultFolder);
  faults?.enter();
  let steps = 0;

  /** The effect of an operation on the cloud, or what its failure leaves of it. */
  const operate = async <T>(operation: string, urn: string, effect: () => T): Promise<T> => {
    steps += 1;
    const fault = faults?.find(operation, urn);
    if (fault?.when === 'before') await faults?.arrive(fault);
    const fails = failure && isDue(failure, operation, typeOf(urn), steps);
    if (fails && failure.when === 'before') throw new Error(`the cloud refused to ${operation} ${urn}`);
    const done = effect();
    note(operation, urn);
    if (fault?.when === 'after') await faults?.arrive(fault);
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
    create: async (request: provider.CreateRequest) => {
      const urn = request.getUrn();
      const inputs = propertiesOf(request.getProperties());
      const response = new provider.CreateResponse();
      if (request.getPreview()) {
        const outputs = outputsOf(urn, madeUpId(urn), inputs);
        response.setProperties(struct.Struct.fromJavaScript(unknownButInputs(outputs, inputs)));
        return response;
      }
      const { id, outputs } = await operate('create', urn, () => {
        const type = typeOf(urn);
        const made = idOfNew(world, urn, type, inputs);
        const created = { id: made, urn, type, inputs, outputs: outputsOf(urn, made, inputs) };
        if (!isInNoCloud(type)) world.put(created);
        return created;
      });
      response.setId(id);
      response.setProperties(struct.Struct.fromJavaScript(outputs));
      return response;
    },
    read: (request: provider.ReadRequest) => {
      const response = new provider.ReadResponse();
      if (isInNoCloud(typeOf(request.getUrn()))) {
        response.setId(request.getId());
        response.setProperties(request.getProperties());
        response.setInputs(request.getInputs());
        return response;
      }
      const isImport = Object.keys(propertiesOf(request.getProperties())).length === 0;
      const existing = isImport
        ? findForImport(world, typeOf(request.getUrn()), request.getId())
        : world.get(request.getId());
      // No id: it is gone.
      if (!existing) return response;
      response.setId(existing.id);
      response.setProperties(struct.Struct.fromJavaScript(existing.outputs as Properties));
      response.setInputs(struct.Struct.fromJavaScript(existing.inputs as Properties));
      return response;
    },
    update: async (request: provider.UpdateRequest) => {
      const [urn, id] = [request.getUrn(), request.getId()];
      const inputs = propertiesOf(request.getNews());
      const outputs = outputsOf(urn, id, inputs);
      if (!request.getPreview()) {
        const type = typeOf(urn);
        await operate('update', urn, () => {
          if (!isInNoCloud(type)) world.put({ id, urn, type, inputs, outputs });
        });
      }
      const response = new provider.UpdateResponse();
      response.setProperties(struct.Struct.fromJavaScript(outputs));
      return response;
    },
    delete: async (request: provider.DeleteRequest) => {
      await operate('delete', request.getUrn(), () => world.remove(request.getId()));
      return new empty.Empty();
    },
    invoke: (request: provider.InvokeRequest) => {
      const response = new provider.InvokeResponse();
      note('invoke', request.getTok());
      const found = lookUp(world, request.getTok(), propertiesOf(request.getArgs())) as
        Properties | undefined;
      response.setReturn(struct.Struct.fromJavaScript(found ?? callerOf(request.getTok())));
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

function outputsOf(urn: string, id: string, inputs: Properties): Properties {
  return madeUpOutputs(typeOf(urn), id, inputs) as Properties;
}
