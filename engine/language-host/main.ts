/**
 * The Node.js language host of the Pulumi engine: an executable `pulumi-language-nodejs` beside `pulumi`, for engines
 * that were built from Go modules, where the official one can't be had. The engine starts it, reads its port from the
 * first line of standard output, and asks it by gRPC to run programs and policy packs.
 */
import { fstatSync } from 'node:fs';
import grpc from '@grpc/grpc-js';
import language from '@pulumi/pulumi/proto/language_grpc_pb.js';
import { engineAddress } from './arguments.ts';
import { killChildren } from './child.ts';
import { languageRuntime } from './service.ts';

function exitWithEngine(): void {
  // The engine holds the other end of our standard input: its end is the engine's, even after kill -9, when nobody
  // would stop us and the program we run, because the engine gives each host its own process group.
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
  process.stdin.resume();
}

function main(): void {
  const engine = engineAddress(process.argv.slice(2));
  process.on('exit', killChildren);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
  exitWithEngine();

  // Deployments with thousands of resources exceed gRPC's default of 4 MiB a message.
  const unlimited = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
  const server = new grpc.Server(unlimited);
  server.addService(language.LanguageRuntimeService, languageRuntime(engine));
  server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      process.stderr.write(`pulumi-language-nodejs: can't listen on 127.0.0.1: ${error.message}\n`);
      process.exit(1);
    }
    process.stdout.write(`${port}\n`);
  });
}

main();
