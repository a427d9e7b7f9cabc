import type { RedisInputs, RedisOutputs } from '../resources.ts';
import type { Context, ResourceKind } from '../kind.ts';
import { renderRedisConf } from '../render/redis-conf.ts';
import { partId, redisPasswordFile } from '../state/layout.ts';
import { ensureRedisPassword } from '../state/secrets.ts';
import { installPart, removePart, updatePart } from './install.ts';
import type { PartDeclaration } from './install.ts';
import { commandRedis } from './resp.ts';
import { readDeclared } from './read.ts';

export const REDIS_PORT = 6379;
const TIMEOUT_MS = 5_000;

function declare({ stateDir }: Context, inputs: RedisInputs): PartDeclaration {
  return {
    id: partId.redis(inputs.region),
    kind: 'redis',
    region: inputs.region,
    name: 'redis',
    network: inputs.network,
    inputs,
    design: async (address) => {
      const password = await ensureRedisPassword(stateDir, inputs.region);
      return {
        files: {
          'redis.conf': renderRedisConf({ address, port: REDIS_PORT, memoryMiB: inputs.memoryMiB, password }),
        },
        command: { argv: ['redis-server', '../redis.conf'] },
        probe: {
          type: 'redis',
          host: address,
          port: REDIS_PORT,
          passwordFile: redisPasswordFile(stateDir, inputs.region),
        },
        port: REDIS_PORT,
        ports: [REDIS_PORT],
      };
    },
  };
}

export const redis: ResourceKind<RedisInputs, RedisOutputs> = {
  id: ({ region }) => partId.redis(region),

  check({ memoryMiB }) {
    const bad = memoryMiB !== undefined && !(Number.isInteger(memoryMiB) && memoryMiB >= 16);
    const reason = `memoryMiB is ${String(memoryMiB)}; it must be a whole number of at least 16`;
    return Promise.resolve(bad ? [{ property: 'memoryMiB', reason }] : []);
  },

  async create(context, inputs) {
    const { address = '' } = await installPart(context.stateDir, declare(context, inputs));
    return { ...inputs, host: address, port: REDIS_PORT };
  },

  async read({ stateDir }, id) {
    const part = await readDeclared<RedisInputs>(stateDir, id);
    return part && { inputs: part.inputs, outputs: { ...part.inputs, host: part.address, port: REDIS_PORT } };
  },

  async update(context, _olds, inputs) {
    const { stateDir } = context;
    const declaration = declare(context, inputs);
    // Live, so that the queue's clients notice nothing; the file is for the next start.
    const { address = '' } = await updatePart(
      stateDir,
      declaration,
      () => 'none',
      async (part) => {
        const password = await ensureRedisPassword(stateDir, inputs.region);
        const commands = [
          ['AUTH', password],
          ['CONFIG', 'SET', 'maxmemory', `${inputs.memoryMiB}mb`],
        ];
        const target = { host: part.address ?? '', port: REDIS_PORT };
        const [, answer] = await commandRedis(target, commands, TIMEOUT_MS);
        if (answer !== '+OK')
          throw new Error(`${part.id}: CONFIG SET maxmemory gave ${answer ?? 'no answer'}`);
      },
    );
    return { ...inputs, host: address, port: REDIS_PORT };
  },

  delete: ({ stateDir }, { region }) => removePart(stateDir, partId.redis(region)),
};
