import { flushCompileCache } from 'node:module';
import grpc from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';

/** Answers by method of the engine's provider protocol; requests have the method's own type. */
export type Handlers = Record<string, (request: never) => unknown>;

/** As the engine's own: a request may hold a whole stack's worth of properties. */
export const MESSAGE_LIMIT = { 'grpc.max_receive_message_length': 400 * 1024 * 1024 };

/** Serves the protocol on a free port, and prints the port, for which the engine waits. */
export function serve(handlers: Handlers): void {
  const server = new grpc.Server(MESSAGE_LIMIT);
  const methods = Object.entries(handlers).map(([name, answer]) => [name, unary(answer)] as const);
  server.addService(services.ResourceProviderService, Object.fromEntries(methods));
  server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
    // The engine kills it in the end, before Node would write down what it has compiled.
    flushCompileCache();
  });
}

function unary(answer: (request: never) => unknown): grpc.UntypedHandleCall {
  const handle: grpc.handleUnaryCall<never, unknown> = (call, callback) => {
    new Promise((resolve) => resolve(answer(call.request))).then(
      (response) => callback(null, response),
      (error: unknown) => callback(asServiceError(error)),
    );
  };
  return handle as grpc.UntypedHandleCall;
}

/** Errors of another plugin are handed on as they are. */
function asServiceError(error: unknown): Partial<grpc.ServiceError> {
  const { code, details, metadata } = error as Partial<grpc.ServiceError>;
  if (code === undefined) return { code: grpc.status.INTERNAL, details: String(error) };
  return { code, details: details ?? '', ...(metadata && { metadata }) };
}
