import type { ResourceKind } from '../kind.ts';
import { portFailure } from '../network/port-check.ts';
import { HEALTH_PATH, renderNginxConf } from '../render/nginx-conf.ts';
import type { CdnInputs, CdnOutputs } from '../resources.ts';
import { partId } from '../state/layout.ts';
import { installPart, removePart, updatePart } from './install.ts';
import type { PartDeclaration } from './install.ts';
import { readDeclared } from './read.ts';

function declare(inputs: CdnInputs): PartDeclaration {
  const { region, name, port, origins } = inputs;
  return {
    id: partId.cdn(region, name),
    kind: 'cdn',
    region,
    name,
    network: inputs.network,
    inputs,
    design: (address) => {
      const asRoot = process.getuid?.() === 0;
      const { text, digest } = renderNginxConf({ address, port, kind: name, origins, asRoot });
      return {
        // nginx makes the last level of its folders only.
        folders: ['work/tmp', 'cache', 'log'],
        files: { 'nginx.conf': text },
        command: { argv: ['nginx', '-p', './', '-e', 'stderr', '-c', '../nginx.conf'], openFiles: 16_384 },
        probe: { type: 'http', url: `http://${address}:${port}${HEALTH_PATH}`, body: digest },
        port,
        ports: [port],
      };
    },
  };
}

const outputs = (inputs: CdnInputs, address: string): CdnOutputs => ({
  ...inputs,
  url: `http://${address}:${inputs.port}`,
});

export const cdn: ResourceKind<CdnInputs, CdnOutputs> = {
  id: ({ region, name }) => partId.cdn(region, name),

  async check({ port, origins }, olds) {
    const failures = [];
    if (port !== undefined && port !== olds.port) {
      const reason = await portFailure(port);
      if (reason) failures.push({ property: 'port', reason });
    }
    if (origins?.length === 0)
      failures.push({ property: 'origins', reason: 'no origin is given; at least one is needed' });
    return failures;
  },

  async create(context, inputs) {
    const { address = '' } = await installPart(context.stateDir, declare(inputs));
    return outputs(inputs, address);
  },

  async read({ stateDir }, id) {
    const part = await readDeclared<CdnInputs>(stateDir, id);
    return part && { inputs: part.inputs, outputs: outputs(part.inputs, part.address) };
  },

  async update(context, _olds, inputs) {
    // A hangup: connections go on, the cache stays.
    const declaration = declare(inputs);
    const { address = '' } = await updatePart(context.stateDir, declaration, () => 'hangup');
    return outputs(inputs, address);
  },

  delete: ({ stateDir }, { region, name }) => removePart(stateDir, partId.cdn(region, name)),
};
