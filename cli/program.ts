import { Command, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { TellOptions } from './check/tell-reports.ts';
import type { CheckOptions } from './commands/check.ts';
import type { PreviewOptions } from './commands/preview.ts';
import type { RenderFormat } from './commands/render.ts';

const stack = ['<stack>', 'name of a stack: stacks/Pulumi.<stack>.yaml'] as const;

/**
 * The command line as `--help` shows it. What a command does is in `commands/`, loaded only when it runs, so that
 * `skerry check` never waits for what `skerry up` needs.
 *
 * @param exit told the exit status of a command: 0 good, 1 findings or refused, 2 could not run
 */
export function createProgram(exit: (status: number) => void): Command {
  const program = new Command('skerry')
    .description('Package mirrors and git hosting as code: one YAML file a stack.')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false, helpWidth: 100 })
    .showHelpAfterError('(add --help for what is allowed)')
    .exitOverride();

  const yes = () => new Option('-y, --yes', 'do it without asking');
  const json = (what: string) => new Option('--json', `print ${what} as JSON on standard output`);
  const format = () =>
    new Option('--format <format>', 'how to print: for people, programs, or what CI systems show')
      .choices(['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab'])
      .default('pretty');
  const output = () => new Option('-o, --output <file>', 'write that into a file, and print for people');
  const failOn = () =>
    new Option('--fail-on <severity>', 'the least that ends with status 1')
      .choices(['error', 'warning', 'never'])
      .default('error');
  const parallel = () =>
    new Option('-p, --parallel <n>', "resources to work on at once, 1 or more (default: the engine's)");

  program
    .command('up')
    .description('make a stack what its file says')
    .argument(...stack)
    .addOption(yes())
    .option('--no-wait', "don't wait for the mirror's first full sync")
    .addOption(parallel())
    .addOption(json('the result'))
    .addHelpText(
      'after',
      `${examples('skerry up local', 'skerry up local --yes --no-wait')}

Exit status: 0 all is up and healthy; 1 findings, or refused, declined, cancelled;
2 could not run, or not all came up: the next \`up\` goes on from there.`,
    )
    .action(async (name: string, options: { yes?: true; wait: boolean; parallel?: string; json?: true }) =>
      exit(await (await import('./commands/up.ts')).up(name, options)),
    );
  program
    .command('preview')
    .description('show what `up` would change; change nothing')
    .argument(...stack)
    .addOption(json('the changes'))
    .option('--policies', 'hold what would be there to the policies, and tell what violates them')
    .addOption(format())
    .addOption(output())
    .addOption(failOn())
    .addHelpText(
      'after',
      `${examples(
        'skerry preview local',
        'skerry preview cn-prod --json',
        'skerry preview cn-prod --policies --format sarif --output policies.sarif',
      )}

Exit status: 0 nothing that counts by --fail-on; 1 findings; 2 could not run.`,
    )
    .action(async (name: string, options: PreviewOptions) =>
      exit(await (await import('./commands/preview.ts')).preview(name, options)),
    );
  program
    .command('down')
    .description('remove everything that a stack has made')
    .argument(...stack)
    .addOption(yes())
    .addOption(parallel())
    .addOption(json('the result'))
    .addHelpText('after', examples('skerry down local', 'skerry down local --yes'))
    .action(async (name: string, options: { yes?: true; parallel?: string; json?: true }) =>
      exit(await (await import('./commands/down.ts')).down(name, options)),
    );
  program
    .command('status')
    .description('show how a stack is now, beside what its file declares')
    .argument(...stack)
    .addOption(json('the status'))
    .option('--groups', 'of a stack in the clouds, look at its scaling groups alone: a few seconds less')
    .addHelpText(
      'after',
      `${examples('skerry status local', "skerry status cn-prod --json | jq '.drift[]'")}

Exit status: 0 all is up, healthy and as declared; 1 something is not; 2 could not look.`,
    )
    .action(async (name: string, options: { json?: true; groups?: true }) =>
      exit(await (await import('./commands/status.ts')).status(name, options)),
    );
  program
    .command('check')
    .description(
      'check stack files: structure, references, capacity, networks; no key and no cloud is needed',
    )
    .argument('[stack or file...]', 'names of stacks, or paths; without any, all stacks')
    .addOption(format())
    .addOption(new Option('--json', 'the same as --format json'))
    .addOption(output())
    .addOption(failOn())
    .addOption(new Option('--now <time>', 'the present time, ISO 8601; for what ends at a date'))
    .addHelpText(
      'after',
      `${examples(
        'skerry check',
        'skerry check cn-prod',
        'skerry check stacks/Pulumi.cn-prod.yaml --format json',
        'skerry check --format sarif --output skerry.sarif --fail-on warning',
      )}

Exit status: 0 nothing that counts by --fail-on; 1 findings; 2 could not run.`,
    )
    .action(async (names: string[], options: CheckOptions) =>
      exit(await (await import('./commands/check.ts')).check(names, options)),
    );
  program
    .command('explain')
    .description('tell what a code of `skerry check` means: why, what is allowed, an example')
    .argument('[code]', 'a code, or a family of codes; without it, all codes')
    .addOption(json('the codes'))
    .addHelpText(
      'after',
      examples('skerry explain capacity/min-exceeds-max', 'skerry explain capacity', 'skerry explain --json'),
    )
    .action(async (code: string | undefined, options: { json?: true }) =>
      exit(await (await import('./commands/explain.ts')).explain(code, options)),
    );
  program
    .command('policies')
    .description('hold what a stack has deployed to the policies; no program is run, and no cloud is asked')
    .argument(...stack)
    .addOption(format())
    .addOption(new Option('--json', 'the same as --format json'))
    .addOption(output())
    .addOption(failOn())
    .addHelpText(
      'after',
      `${examples('skerry policies cn-prod', 'skerry policies cn-prod --format json')}

Exit status: 0 nothing that counts by --fail-on; 1 findings; 2 could not run.`,
    )
    .action(async (name: string, options: TellOptions) =>
      exit(await (await import('./commands/policies.ts')).policies(name, options)),
    );
  program
    .command('render')
    .description("draw a stack's topology")
    .argument(...stack)
    .addOption(
      new Option(
        '--format <format>',
        'html and svg to look at, mermaid for documents, json for programs (default: what the ending of --output says, else mermaid)',
      ).choices(['json', 'mermaid', 'svg', 'html']),
    )
    .option('-o, --output <file>', 'write it there, in place of standard output')
    .option('--diff <git-rev>', 'mark what is added, changed and removed since the file of that revision')
    .addHelpText(
      'after',
      `${examples(
        'skerry render cn-prod',
        'skerry render cn-prod --output cn-prod.html',
        'skerry render cn-prod --diff main --output change.svg',
        "skerry render cn-prod --diff HEAD~1 --format json | jq '.boxes[]'",
      )}

Exit status: 0 drawn; 1 the file, or that of the revision, has errors; 2 could not draw.`,
    )
    .action(async (name: string, options: { format?: RenderFormat; output?: string; diff?: string }) =>
      exit(await (await import('./commands/render.ts')).render(name, options)),
    );
  program
    .command('logs')
    .description("print the logs of a local stack's parts; without a part, list them")
    .argument(...stack)
    .argument('[part]', 'id of a part, or the beginning of several')
    .option('-f, --follow', 'go on printing as it comes')
    .option('-n, --lines <count>', 'lines to print of each part', '100')
    .addHelpText(
      'after',
      examples(
        'skerry logs local',
        'skerry logs local local/group-mirror-sync -f',
        'skerry logs local local/ -f',
      ),
    )
    .action(async (name: string, part: string | undefined, options: { follow?: true; lines: string }) =>
      exit(await (await import('./commands/logs.ts')).logs(name, part, options)),
    );

  program
    .command('migrate')
    .description('bring stack files to the version of the format that this Skerry reads')
    .argument('[stack...]', 'names of stacks; without any, all of them')
    .addHelpText('after', examples('skerry migrate', 'skerry migrate cn-prod && git diff stacks'))
    .action(async (names: string[]) => exit(await (await import('./commands/migrate.ts')).migrate(names)));

  const secret = program.command('secret').description('secrets of a stack, encrypted in its file');
  secret
    .command('set')
    .description('encrypt standard input into the stack file; only its own line changes')
    .argument(...stack)
    .argument('<name>', 'name of the secret, as the site names it')
    .addHelpText(
      'after',
      examples(
        'skerry secret set cn-prod alertWebhook < webhook.txt',
        'skerry secret set cn-prod gitHostKeys < host-keys.pem',
      ),
    )
    .action(async (name: string, key: string) =>
      exit(await (await import('./commands/secret-set.ts')).secretSet(name, key)),
    );

  const state = program.command('state').description("backups of the engine's state of a stack");
  state
    .command('list')
    .description('list the backups, the newest first')
    .argument(...stack)
    .addOption(json('the backups'))
    .addHelpText('after', examples('skerry state list cn-prod'))
    .action(async (name: string, options: { json?: true }) =>
      exit(await (await import('./commands/state.ts')).stateList(name, options)),
    );
  state
    .command('backup')
    .description('put the state aside as it is now; `up` does so by itself')
    .argument(...stack)
    .addHelpText('after', examples('skerry state backup cn-prod'))
    .action(async (name: string) => exit(await (await import('./commands/state.ts')).stateBackup(name)));
  state
    .command('restore')
    .description('make a backup the state again; nothing in the cloud changes')
    .argument(...stack)
    .argument('<taken>', 'time of the backup as `state list` prints it, or its beginning')
    .addOption(yes())
    .addHelpText('after', examples('skerry state restore cn-prod 2026-11-21T18'))
    .action(async (name: string, taken: string, options: { yes?: true }) =>
      exit(await (await import('./commands/state-restore.ts')).stateRestore(name, taken, options)),
    );
  program
    .command('unlock')
    .description('remove a lock that a run has left behind; without an id, list the locks')
    .argument(...stack)
    .argument('[lock-id]', 'id of the lock, as the refusal of a run names it')
    .addOption(yes())
    .addHelpText(
      'after',
      examples('skerry unlock cn-prod', 'skerry unlock cn-prod 6033f414-5d0c-4c9e-8a53-3e2a5a1d0c77'),
    )
    .action(async (name: string, id: string | undefined, options: { yes?: true }) =>
      exit(await (await import('./commands/unlock.ts')).unlock(name, id, options)),
    );
  program
    .command('env')
    .description('print exports with which plain `pulumi` works on a stack')
    .argument(...stack)
    .addHelpText('after', examples('eval "$(skerry env local)" && pulumi preview -s local'))
    .action(async (name: string) => exit(await (await import('./commands/env.ts')).env(name)));

  program.addHelpText(
    'after',
    `${examples('skerry check', 'skerry up local', 'skerry status local', 'skerry down local')}

Exit status: 0 good, 1 findings or refused, 2 could not run.`,
  );
  return program;
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
