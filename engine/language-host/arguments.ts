import type { RunRequest } from '@pulumi/pulumi/proto/language_pb.js';

/** The engine passes its address as the only plain argument, after flags such as `-logflow` and `-v=9`. */
export function engineAddress(args: readonly string[]): string {
  return args.find((argument) => !argument.startsWith('-')) ?? '';
}

/** The options of `runtime:` in Pulumi.yaml that this host understands, as the official one does. */
export interface RuntimeOptions {
  /** Load the program with ts-node; default true. With `false` Node loads it by itself, types stripped. */
  typescript: boolean;
  /** Arguments for `node`, separated by blanks. */
  nodeargs: string[];
  tsconfig?: string;
}

/** @throws where an option is of the wrong type */
export function runtimeOptions(options: Readonly<Record<string, unknown>>): RuntimeOptions {
  const { typescript = true, nodeargs = '', tsconfig } = options;
  if (typeof typescript !== 'boolean') throw wrongOption('typescript', typescript, 'true or false');
  if (typeof nodeargs !== 'string')
    throw wrongOption('nodeargs', nodeargs, 'a string, such as --max-old-space-size=4096');
  if (tsconfig !== undefined && typeof tsconfig !== 'string')
    throw wrongOption('tsconfig', tsconfig, 'a path');
  return { typescript, nodeargs: nodeargs.split(/\s+/).filter(Boolean), ...(tsconfig ? { tsconfig } : {}) };
}

function wrongOption(name: string, value: unknown, allowed: string): Error {
  return new Error(`Pulumi.yaml: runtime.options.${name} is ${JSON.stringify(value)}; allowed: ${allowed}`);
}

type Run = Pick<
  RunRequest.AsObject,
  | 'project'
  | 'stack'
  | 'organization'
  | 'pwd'
  | 'program'
  | 'argsList'
  | 'dryrun'
  | 'parallel'
  | 'monitorAddress'
>;

/** Arguments of the SDK's runner, `@pulumi/pulumi/cmd/run`. */
export function runnerArguments(run: Run, engine: string, rootDirectory: string): string[] {
  const flags = {
    monitor: run.monitorAddress,
    engine,
    organization: run.organization,
    project: run.project,
    'root-directory': rootDirectory,
    stack: run.stack,
    pwd: run.pwd,
    parallel: run.parallel > 0 ? String(run.parallel) : '',
  };
  return [
    ...Object.entries(flags)
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) => [`--${name}`, value]),
    ...(run.dryrun ? ['--dry-run'] : []),
    run.program || '.',
    ...run.argsList,
  ];
}

/** What the SDK reads from the environment, beside the runner's arguments. */
export function runnerEnvironment(
  config: Iterable<[string, string]>,
  secretKeys: readonly string[],
  options: RuntimeOptions,
): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
  };
}

/** `NAME=value` lines as the engine passes them. */
export function environmentOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=', 1);
      return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
