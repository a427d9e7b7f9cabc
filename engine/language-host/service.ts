import grpc from '@grpc/grpc-js';
import type {
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
  sendUnaryData,
} from '@grpc/grpc-js';
import type { ILanguageRuntimeServer } from '@pulumi/pulumi/proto/language_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/language_pb.js';
import plugins from '@pulumi/pulumi/proto/plugin_pb.js';
import type * as languageTypes from '@pulumi/pulumi/proto/language_pb.js';
import { environmentOf, runnerArguments, runnerEnvironment, runtimeOptions } from './arguments.ts';
import { runChild, type Command } from './child.ts';
import { directDependencies, sdkRunner } from './sdk.ts';

type ProgramInfo = languageTypes.ProgramInfo;

/** The runner's exit code when it has told the user already what is wrong: the engine must add nothing. */
const ALREADY_REPORTED = 32;

/**
 * The part of the language protocol that running programs and policy packs takes. What is absent (code generation,
 * templates, linking) gRPC answers UNIMPLEMENTED.
 */
export function languageRuntime(engineAtStart: string): UntypedServiceImplementation {
  let engine = engineAtStart;
  const runtime: Partial<ILanguageRuntimeServer> = {
    handshake: unary((request: languageTypes.LanguageHandshakeRequest) => {
      engine = request.getEngineAddress() || engine;
      return new messages.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new plugins.PluginInfo().setVersion('0.1.0')),
    // Empty: plugins are pinned in Pulumi.yaml, or the engine finds what the program asks for while it runs.
    getRequiredPlugins: unary(() => new messages.GetRequiredPluginsResponse()),
    getRequiredPackages: unary(() => new messages.GetRequiredPackagesResponse()),
    about: unary(() =>
      new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
    ),
    getProgramDependencies: unary((request: languageTypes.GetProgramDependenciesRequest) =>
      new messages.GetProgramDependenciesResponse().setDependenciesList(
        directDependencies(request.getInfo()?.getProgramDirectory() || request.getPwd()).map(
          ({ name, version }) => new messages.DependencyInfo().setName(name).setVersion(version),
        ),
      ),
    ),
    run: unary((request: languageTypes.RunRequest, abort) => runProgram(request, engine, abort)),
    runPlugin: streaming(runPlugin),
    installDependencies: streaming(installDependencies),
  };
  return runtime as UntypedServiceImplementation;
}

async function runProgram(request: languageTypes.RunRequest, engine: string, abort: AbortSignal) {
  const info = request.getInfo();
  const options = runtimeOptions(optionsOf(info));
  const { configMap, configsecretkeysList, ...run } = request.toObject();
  const command: Command = {
    command: process.execPath,
    args: [
      ...options.nodeargs,
      sdkRunner(info?.getProgramDirectory() || run.pwd, 'run'),
      ...runnerArguments(run, engine, info?.getRootDirectory() ?? ''),
    ],
    cwd: run.pwd,
    env: runnerEnvironment(configMap, configsecretkeysList, options),
  };
  // The engine shows what this process writes as the program's own output.
  const code = await runChild(
    command,
    { stdout: (chunk) => process.stdout.write(chunk), stderr: (chunk) => process.stderr.write(chunk) },
    abort,
  );
  if (code === 0) return new messages.RunResponse();
  if (code === ALREADY_REPORTED) return new messages.RunResponse().setBail(true);
  return new messages.RunResponse().setError(`the program exited with code ${code}`);
}

async function runPlugin(
  request: languageTypes.RunPluginRequest,
  send: (message: languageTypes.RunPluginResponse) => void,
  abort: AbortSignal,
) {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const options = runtimeOptions(optionsOf(info));
  const policyPack = request.getKind() === 'analyzer';
  const args = request.getArgsList();
  const command: Command = {
    command: process.execPath,
    args: [
      ...options.nodeargs,
      sdkRunner(folder, policyPack ? 'run-policy-pack' : 'run-plugin'),
      ...(policyPack ? [...args, folder] : [folder, ...args]),
    ],
    // The policy SDK reads its pack's version from the package.json of the working directory.
    cwd: policyPack ? folder : request.getPwd(),
    env: {
      ...environmentOf(request.getEnvList()),
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    },
  };
  const code = await runChild(
    command,
    {
      stdout: (chunk) => send(new messages.RunPluginResponse().setStdout(chunk)),
      stderr: (chunk) => send(new messages.RunPluginResponse().setStderr(chunk)),
    },
    abort,
  );
  send(new messages.RunPluginResponse().setExitcode(code));
}

async function installDependencies(
  request: languageTypes.InstallDependenciesRequest,
  send: (message: languageTypes.InstallDependenciesResponse) => void,
  abort: AbortSignal,
) {
  const code = await runChild(
    { command: 'npm', args: ['install', '--no-audit', '--no-fund'], cwd: request.getDirectory(), env: {} },
    {
      stdout: (chunk) => send(new messages.InstallDependenciesResponse().setStdout(chunk)),
      stderr: (chunk) => send(new messages.InstallDependenciesResponse().setStderr(chunk)),
    },
    abort,
  );
  if (code !== 0) throw new Error(`npm install in ${request.getDirectory()} exited with code ${code}`);
}

function optionsOf(info: ProgramInfo | undefined): Record<string, unknown> {
  return info?.getOptions()?.toJavaScript() ?? {};
}

function abortOf(call: { on(event: 'cancelled', listener: () => void): unknown }): AbortSignal {
  const controller = new AbortController();
  call.on('cancelled', () => controller.abort());
  return controller.signal;
}

function unary<Request, Response>(
  answer: (request: Request, abort: AbortSignal) => Response | Promise<Response>,
) {
  return (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => answer(call.request, abortOf(call)))
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply({ code: grpc.status.UNKNOWN, message: messageOf(error) }),
      );
  };
}

function streaming<Request, Response>(
  answer: (request: Request, send: (message: Response) => void, abort: AbortSignal) => Promise<void>,
) {
  return (call: ServerWritableStream<Request, Response>): void => {
    answer(call.request, (message) => call.write(message), abortOf(call)).then(
      () => call.end(),
      (error: unknown) =>
        call.destroy(Object.assign(new Error(messageOf(error)), { code: grpc.status.UNKNOWN })),
    );
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
