import { join } from 'node:path';
import type { Context, ResourceKind } from '../kind.ts';
import type { SampleUpstreamInputs, SampleUpstreamOutputs } from '../resources.ts';
import { partId } from '../state/layout.ts';
import { daemonNode, installProgram } from '../state/program.ts';
import { installPart, removePart, updatePart } from './install.ts';
import type { PartDeclaration } from './install.ts';
import { readDeclared } from './read.ts';

const UPSTREAM_PORT = 8081;

async function declare({ stateDir, root }: Context, inputs: SampleUpstreamInputs): Promise<PartDeclaration> {
  const { region, packages, seed } = inputs;
  const program = await installProgram(stateDir, join(root, 'dist', 'sample-upstream', 'server.js'));
  return {
    id: partId.sampleUpstream(region),
    kind: 'sample-upstream',
    region,
    name: 'sample-upstream',
    network: inputs.network,
    inputs,
    design: (address) => ({
      files: { 'config.json': `${JSON.stringify({ address, port: UPSTREAM_PORT, packages, seed })}\n` },
      command: { argv: [daemonNode(), program, '../config.json'] },
      probe: { type: 'http', url: `http://${address}:${UPSTREAM_PORT}/packages.json` },
      port: UPSTREAM_PORT,
      ports: [UPSTREAM_PORT],
    }),
  };
}

const outputs = (inputs: SampleUpstreamInputs, address: string): SampleUpstreamOutputs => ({
  ...inputs,
  url: `http://${address}:${UPSTREAM_PORT}`,
});

export const sampleUpstream: ResourceKind<SampleUpstreamInputs, SampleUpstreamOutputs> = {
  id: ({ region }) => partId.sampleUpstream(region),

  check({ packages }) {
    const bad = packages !== undefined && !(Number.isInteger(packages) && packages > 0);
    const reason = `packages is ${String(packages)}; it must be a whole number above 0`;
    return Promise.resolve(bad ? [{ property: 'packages', reason }] : []);
  },

  async create(context, inputs) {
    const { address = '' } = await installPart(context.stateDir, await declare(context, inputs));
    return outputs(inputs, address);
  },

  async read({ stateDir }, id) {
    const part = await readDeclared<SampleUpstreamInputs>(stateDir, id);
    return part && { inputs: part.inputs, outputs: outputs(part.inputs, part.address) };
  },

  async update(context, _olds, inputs) {
    const { address = '' } = await updatePart(
      context.stateDir,
      await declare(context, inputs),
      () => 'restart',
    );
    return outputs(inputs, address);
  },

  delete: ({ stateDir }, { region }) => removePart(stateDir, partId.sampleUpstream(region)),
};
