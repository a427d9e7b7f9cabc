import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import provider from '@pulumi/pulumi/proto/provider_pb.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { standInHandlers } from './handlers.ts';

type Properties = Record<string, struct.JavaScriptValue>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-world-'));
  vi.stubEnv('SKERRY_STANDIN_WORLD', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const urnOf = (type: string): string => `urn:pulumi:s::p::${type}::it`;

function cloudOf(type: string) {
  const handlers = standInHandlers(type.split(':')[0] ?? '') as Record<string, (request: unknown) => unknown>;
  return {
    create: async (inputs: Properties): Promise<string> => {
      const request = new provider.CreateRequest();
      request.setUrn(urnOf(type));
      request.setProperties(struct.Struct.fromJavaScript(inputs));
      return ((await handlers['create']!(request)) as provider.CreateResponse).getId();
    },
    remove: async (id: string): Promise<void> => {
      const request = new provider.DeleteRequest();
      request.setUrn(urnOf(type));
      request.setId(id);
      await handlers['delete']!(request);
    },
    isThere: (id: string, known: Properties): boolean => {
      const request = new provider.ReadRequest();
      request.setUrn(urnOf(type));
      request.setId(id);
      request.setProperties(struct.Struct.fromJavaScript(known));
      return (handlers['read']!(request) as provider.ReadResponse).getId() !== '';
    },
  };
}

it.each([
  ['of a cloud', 'aws:ec2/vpc:Vpc', { cidrBlock: '10.0.0.0/16' }],
  ["of the engine's state alone", 'random:index/randomPassword:RandomPassword', { length: 32 }],
])('a replacement %s stays when the old one goes', async (_, type, inputs) => {
  const cloud = cloudOf(type);
  const old = await cloud.create(inputs);
  const next = await cloud.create(inputs);
  await cloud.remove(old);
  expect(cloud.isThere(next, inputs)).toBe(true);
});
