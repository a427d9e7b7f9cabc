import { Command, InvalidArgumentError, Option } from 'commander';
import { CURRENCIES, money } from './price/money.ts';
import type { Money } from './price/price-list.ts';

export interface Options {
  yes?: true;
  json?: true;
  clean?: string;
  maxMinutes: number;
  maxResources: number;
  maxPrice: Money[];
  unpriced?: true;
  prices?: string;
  report?: string;
  domain?: string;
  certificate: Record<string, string>;
  only: string[];
  package?: string;
}

/** The command line as `--help` shows it. */
export function createProgram(run: (stack: string | undefined, options: Options) => Promise<void>): Command {
  return new Command('acceptance')
    .usage('<stack> [options]')
    .description(
      'Tries a stack for real, under a name of its own: estimates its price, brings it up, installs through it, ' +
        'changes a capacity, kills an instance, takes all of it down, and reports.',
    )
    .argument('[stack]', 'name of the stack to try: stacks/Pulumi.<stack>.yaml')
    .addOption(new Option('-y, --yes', 'accept the estimate without being asked'))
    .addOption(
      new Option('--max-price <sum>', 'the most that it may cost, such as 20USD; once for each currency')
        .argParser<Money[]>((text, before) => [...before, sumOf(text)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--max-minutes <n>', 'after so long it is taken down, whatever it is at')
        .argParser(wholeNumber)
        .default(90),
    )
    .addOption(
      new Option('--max-resources <n>', 'the most resources that it may make')
        .argParser(wholeNumber)
        .default(250),
    )
    .addOption(
      new Option('--prices <file>', 'JSON of prices by the hour: {"aws/eu-west-1/nlb": "0.0252USD"}'),
    )
    .addOption(new Option('--unpriced', 'go on where parts of it have no known price'))
    .addOption(new Option('--domain <name>', "domain of its host names, where the stack's file has one"))
    .addOption(
      new Option('--certificate <[place=]reference>', 'certificate of that domain; once for each place')
        .argParser<Record<string, string>>((text, before) => ({ ...before, ...certificate(text) }))
        .default({}, "the stack's"),
    )
    .addOption(
      new Option('--only <patterns>', 'packages that it mirrors from an upstream of the internet')
        .argParser((text) => text.split(',').map((each) => each.trim()))
        .default(['monolog/monolog', 'psr/log'], 'monolog/monolog,psr/log'),
    )
    .addOption(new Option('--package <name>', 'package that it installs'))
    .addOption(new Option('--report <file>', 'where the report goes: FILE.md, with its data in FILE.json'))
    .addOption(new Option('--clean <report>', 'take down what an unfinished run has left, and nothing else'))
    .addOption(new Option('--json', 'print the report as JSON on standard output'))
    .configureHelp({ helpWidth: 100 })
    .showHelpAfterError('(add --help for what is allowed)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ npm run acceptance -- local
  $ npm run acceptance -- staging --domain accept.example.com --max-price 15USD --max-minutes 60
  $ npm run acceptance -- --clean reports/acceptance/accept-3f9a1c.json

Ctrl-C, a cap or a step that fails takes everything down, too. What a kill leaves is found by the next run.
Exit status: 0 all passed, and all is gone; 1 refused, or something failed, and all is gone;
2 could not run, or something may be left: the report says how it goes.`,
    )
    .action(async (stack: string | undefined, options: Options) => await run(stack, options));
}

function sumOf(text: string): Money {
  const sum = money(text);
  if (sum) return sum;
  throw new InvalidArgumentError(`a sum is written like 20USD, in ${CURRENCIES.join(' or ')}.`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('a whole number from 1 to 10000.');
}

function certificate(text: string): Record<string, string> {
  const at = text.indexOf('=');
  return at < 0 ? { '': text } : { [text.slice(0, at)]: text.slice(at + 1) };
}
