import { availableParallelism } from 'node:os';
import { compareVersions } from './compare-versions.ts';
import { runCommand, tryCommand } from './run-command.ts';
import { versions } from './versions.ts';

/** `go1.26.8`; `undefined` where there is no Go. */
export async function goVersion(): Promise<string | undefined> {
  // Asked outside of any module: a go.mod may make Go fetch another toolchain before it answers.
  const result = await tryCommand('go', ['version'], {
    cwd: '/',
    env: { GOTOOLCHAIN: 'local' },
    timeout: 10_000,
  });
  return result?.code === 0 ? /\bgo\d\S*/.exec(result.stdout)?.[0] : undefined;
}

/** Why this Go can't build what we need, or `undefined`. */
export function goObstacle(found: string | undefined): string | undefined {
  if (found === undefined) return `there is no Go (${versions.go} or later) on PATH`;
  return compareVersions(found, versions.go) < 0
    ? `${found} is too old: Go ${versions.go} or later is needed`
    : undefined;
}

export const goHint =
  `Go ${versions.go} or later: https://go.dev/dl, or your distribution's package where it is new enough ` +
  `(Debian 12's own is 1.19, its backports have a newer one)`;

export interface GoBuild {
  /** Folder of the wrapper module with its go.mod and go.sum. */
  module: string;
  /** Import path of the command. */
  command: string;
  /** Variables to set, as `path.Name=value`. */
  variables: string[];
}

/** Builds a static binary into `output`. Modules are checked against the wrapper's go.sum. */
export async function goBuild(
  build: GoBuild,
  output: string,
  progress: (detail: string) => void,
): Promise<void> {
  let compiled = 0;
  const flags = ['-s', '-w', ...build.variables.map((variable) => `-X ${variable}`)].join(' ');
  await runCommand(
    'go',
    [
      'build',
      '-v',
      '-trimpath',
      '-buildvcs=false',
      '-mod=readonly',
      '-ldflags',
      flags,
      '-o',
      output,
      build.command,
    ],
    {
      cwd: build.module,
      env: {
        // Some distributions forbid Go to fetch the toolchain that go.mod asks for; the user's own word counts.
        GOTOOLCHAIN: process.env['GOTOOLCHAIN'] ?? 'auto',
        GOWORK: 'off',
        // No C compiler needed, and the binary runs on any libc.
        CGO_ENABLED: '0',
      },
      onLine(line) {
        if (line.startsWith('go: ')) progress(line.slice('go: '.length));
        else progress(`compiled ${(compiled += 1)} packages on ${availableParallelism()} cores, now ${line}`);
      },
    },
  );
}
