import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import grpc from '@grpc/grpc-js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import type { Registration } from '../support/engine/in-process.ts';
import { unwrap } from '../support/standin-provider/values.ts';

/** Takes messages of any size, as the engine does. */
const ANY_SIZE = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/** Alibaba's own plugin, asked what a preview asks it for each resource that is to be created. */
export interface PluginJudge {
  /** What it has against a resource; empty: it would be previewed. */
  complaints: (resource: Registration) => Promise<string[]>;
  stop: () => void;
}

/**
 * Starts the plugin behind the tests' own hands (`standin-provider/real.ts`), which take what the plugin is too old for.
 *
 * @param plugin executable and facts of the plugin
 * @param identity host and port of a service that says to whom keys belong
 */
export async function startPluginJudge(
  plugin: { path: string; facts: string },
  identity: string,
  folder: string,
): Promise<PluginJudge> {
  const program = join(import.meta.dirname, '../support/standin-provider/real.ts');
  const child = spawn(process.execPath, [program, '127.0.0.1:1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SKERRY_REAL_PLUGIN: plugin.path,
      SKERRY_REAL_FACTS: plugin.facts,
      SKERRY_REAL_STS: identity,
      SKERRY_STANDIN_WORLD: join(folder, 'world'),
    },
  });
  const client = new services.ResourceProviderClient(
    `127.0.0.1:${await firstLineOf(child.stdout)}`,
    grpc.credentials.createInsecure(),
    ANY_SIZE,
  );
  await configure(client);
  return {
    complaints: (resource) => complaintsOf(client, resource),
    stop: () => {
      client.close();
      child.kill('SIGKILL');
    },
  };
}

async function firstLineOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) return line.trim();
  throw new Error('the plugin ended before it told its port');
}

async function configure(client: services.ResourceProviderClient): Promise<void> {
  const settings = { region: 'cn-hangzhou', accountType: 'Domestic', skipRegionValidation: 'true' };
  const request = new provider.ConfigureRequest();
  for (const [name, value] of Object.entries(settings)) {
    request.getVariablesMap().set(`alicloud:config:${name}`, value);
  }
  request.setArgs(struct.Struct.fromJavaScript(settings));
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  await new Promise((resolve, reject) => {
    client.configure(request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

async function complaintsOf(
  client: services.ResourceProviderClient,
  resource: Registration,
): Promise<string[]> {
  const inputs = struct.Struct.fromJavaScript(
    unwrap(resource.inputs) as Record<string, struct.JavaScriptValue>,
  );
  const check = new provider.CheckRequest();
  check.setUrn(resource.urn);
  check.setNews(inputs);
  try {
    const checked = await new Promise<provider.CheckResponse>((resolve, reject) => {
      client.check(check, (error, response) => (error ? reject(error) : resolve(response)));
    });
    const failures = checked.getFailuresList().map((each) => `${each.getProperty()} ${each.getReason()}`);
    if (failures.length > 0) return failures;
    const create = new provider.CreateRequest();
    create.setUrn(resource.urn);
    create.setProperties(checked.getInputs());
    create.setPreview(true);
    await new Promise((resolve, reject) => {
      client.create(create, (error, response) => (error ? reject(error) : resolve(response)));
    });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
