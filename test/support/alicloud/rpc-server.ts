import type { IncomingMessage, ServerResponse } from 'node:http';
import { startHttpServer } from '../http-server.ts';
import { Gatekeeper, type Keys } from './rpc-signature.ts';

/** What a service answers by, where it refuses. */
export class RpcError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Actions of the services' versions: `2022-02-22/ModifyScalingGroup`. */
export type RpcActions = Readonly<Record<string, (params: RpcParams, keyId: string) => object>>;

export interface RpcServer {
  readonly endpoint: string;
  /** Actions that passed the gate, in order. */
  readonly asked: string[];
  /** The next requests are refused with this, before any effect. */
  refuseNext(times: number, status: number, code: string): void;
  stop(): Promise<void>;
}

/** Parameters as the RPC style flattens them: `InstanceIds.1`, `Tags.2.Key`. */
export class RpcParams {
  readonly #values: ReadonlyMap<string, string>;
  readonly #known = new Set<string>();

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    this.#known.add(name);
    return this.#values.get(name);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value) return value;
    throw new RpcError(
      400,
      `Missing${name}`,
      `The input parameter "${name}" that is mandatory is not supplied.`,
    );
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d+$/.test(value)) throw invalid(name, value);
    return Number(value);
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') throw invalid(name, value);
    return value === 'true';
  }

  list(name: string): string[] {
    const values: string[] = [];
    for (let index = 1; ; index += 1) {
      const value = this.text(`${name}.${index}`);
      if (value === undefined) return values;
      values.push(value);
    }
  }

  /** A parameter that no action has read is one that the service does not know. */
  unknown(): string[] {
    return [...this.#values.keys()].filter((name) => !this.#known.has(name) && !common.has(name));
  }
}

const common = new Set(
  'Action Version Format AccessKeyId SecurityToken Signature SignatureMethod SignatureNonce SignatureVersion Timestamp RegionId'.split(
    ' ',
  ),
);

/** An HTTP server that lets through what is signed as the documentation says, and nothing else. */
export async function startRpcServer(keys: Keys, actions: RpcActions): Promise<RpcServer> {
  const gate = new Gatekeeper(keys);
  const asked: string[] = [];
  const refusals: RpcError[] = [];
  let requests = 0;

  function handle(method: string, values: ReadonlyMap<string, string>): object {
    const refused = gate.refuse(method, values, new Date());
    if (refused) throw new RpcError(refused.status, refused.code, refused.message);
    const name = `${values.get('Version')}/${values.get('Action')}`;
    asked.push(values.get('Action') ?? '');
    const next = refusals.shift();
    if (next) throw next;
    const action = actions[name];
    if (!action) throw new RpcError(404, 'InvalidAction.NotFound', `Specified api is not found: ${name}.`);
    const params = new RpcParams(values);
    const answer = action(params, values.get('AccessKeyId') ?? '');
    const [stranger] = params.unknown();
    if (stranger !== undefined) throw invalid(stranger, values.get(stranger) ?? '');
    return answer;
  }

  const server = await startHttpServer((request, response) => {
    void readValues(request).then((values) => {
      const RequestId = `REQUEST-${(requests += 1)}`;
      try {
        respond(response, 200, { RequestId, ...handle(request.method ?? 'GET', values) });
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        const { status, code: Code, message: Message } = error;
        respond(response, status, { RequestId, HostId: 'ess.aliyuncs.com', Code, Message });
      }
    });
  });
  return {
    endpoint: server.endpoint,
    asked,
    refuseNext(times, status, code) {
      for (let n = 0; n < times; n += 1)
        refusals.push(new RpcError(status, code, `refused by the test: ${code}`));
    },
    stop: () => server.stop(),
  };
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body));
}

async function readValues(request: IncomingMessage): Promise<Map<string, string>> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return new Map([...url.searchParams, ...new URLSearchParams(body)]);
}

export function invalid(name: string, value: string): RpcError {
  return new RpcError(
    400,
    `Invalid${name}`,
    `The specified value ${JSON.stringify(value)} of ${name} is not valid.`,
  );
}
