import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enginePath, repositoryRoot } from '../../../setup/paths.ts';
import { killIfThere } from '../../support/kill.ts';
import { until } from '../../support/until.ts';

interface Ended {
  code: number | null;
  output: string;
}

describe('programs run by the engine through the language host', () => {
  let folder: string;
  let children: ChildProcess[];
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-engine-'));
    children = [];
    mkdirSync(join(folder, 'state'));
    symlinkSync(join(repositoryRoot(), 'node_modules'), join(folder, 'node_modules'));
    write('package.json', '{"name": "tiny", "type": "module", "dependencies": {"@pulumi/pulumi": "3.x"}}');
    write(
      'Pulumi.yaml',
      'name: tiny\nruntime: {name: nodejs, options: {typescript: false}}\nmain: index.ts\n',
    );
    write('Pulumi.dev.yaml', 'config: {"tiny:who": world}\n');
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const pid of processesIn(folder)) killIfThere(pid);
    rmSync(folder, { recursive: true });
  });

  function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(enginePath(), args, {
      cwd: folder,
      env: {
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        PULUMI_HOME: join(folder, 'home'),
        PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
        PULUMI_CONFIG_PASSPHRASE: 'for this test',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, output })) };
  }
  const pulumi = (...args: string[]) => start(...args, '--non-interactive').ended;

  it('get their configuration, and show what they register, print and give', async () => {
    write(
      'index.ts',
      `import * as pulumi from '@pulumi/pulumi';
       class Part extends pulumi.ComponentResource {
         constructor(name: string) { super('tiny:index:Part', name); this.registerOutputs({}); }
       }
       const who: string = new pulumi.Config().require('who');
       new Part('one');
       console.log('printed by the program');
       export const greeting = pulumi.interpolate\`hello \${who}\`;`,
    );
    expect(await pulumi('stack', 'init', 'dev')).toMatchObject({ code: 0 });
    const { code, output } = await pulumi('preview', '--stack', 'dev');
    expect(code, output).toBe(0);
    expect(output).toContain('tiny:index:Part one');
    expect(output).toContain('printed by the program');
    expect(output).toContain('greeting: "hello world"');
    expect(output).toContain('+ 2 to create');
  });

  it('fail with their own words, once', async () => {
    write('index.ts', `throw new Error('broken on purpose');`);
    await pulumi('stack', 'init', 'dev');
    const { code, output } = await pulumi('preview', '--stack', 'dev');
    expect(code).not.toBe(0);
    expect(output.split('Error: broken on purpose')).toHaveLength(2);
    expect(output).not.toContain('exited with code');
  });

  it('that end by themselves are told as failed', async () => {
    write('index.ts', `process.exit(7);`);
    await pulumi('stack', 'init', 'dev');
    const { code, output } = await pulumi('preview', '--stack', 'dev');
    expect(code).not.toBe(0);
    expect(output).toContain('the program exited with code 7');
  });

  it('without their packages say what to do', async () => {
    write('index.ts', '');
    rmSync(join(folder, 'node_modules'));
    await pulumi('stack', 'init', 'dev');
    const { code, output } = await pulumi('preview', '--stack', 'dev');
    expect(code).not.toBe(0);
    expect(output).toContain('is @pulumi/pulumi installed there? (npm ci');
  });

  it('are listed with their dependencies by `pulumi about`', async () => {
    write('index.ts', '');
    const { version } = JSON.parse(
      readFileSync(join(repositoryRoot(), 'node_modules/@pulumi/pulumi/package.json'), 'utf8'),
    ) as { version: string };
    const { output } = await pulumi('about', '--json');
    expect(output).toContain('"@pulumi/pulumi"');
    expect(output).toContain(`"${version}"`);
  });

  it('are judged by policy packs, which run in their own folder', async () => {
    write(
      'index.ts',
      `import * as pulumi from '@pulumi/pulumi';
       new (class extends pulumi.ComponentResource { })('tiny:index:Part', 'one');`,
    );
    mkdirSync(join(folder, 'pack'));
    write(
      'pack/PulumiPolicy.yaml',
      'runtime: {name: nodejs, options: {typescript: false}}\nmain: index.js\n',
    );
    write('pack/package.json', '{"name": "tiny-policies", "version": "1.2.3"}');
    write('pack/index.js', policyPack);
    await pulumi('stack', 'init', 'dev');
    const { code, output } = await pulumi('preview', '--stack', 'dev', '--policy-pack', 'pack');
    expect(output).toContain('tiny-policies@v1.2.3');
    expect(output).toContain(`seen from ${join(folder, 'pack')}`);
    expect(code).not.toBe(0);
  });

  it('end with the engine, even one that is killed', async () => {
    write(
      'index.ts',
      `import { writeFileSync } from 'node:fs';
       writeFileSync('running', '');
       await new Promise((resolve) => setTimeout(resolve, 600_000));`,
    );
    await pulumi('stack', 'init', 'dev');
    const { child, ended } = start('preview', '--stack', 'dev', '--non-interactive');
    await until('the program runs', () => existsSync(join(folder, 'running')));
    // Host and program.
    expect(processesIn(folder).filter((pid) => pid !== child.pid).length).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    await ended;
    await until('all of it has ended', () => processesIn(folder).length === 0, { timeout: 5_000 });
  });
});

/** The least analyzer: what a policy SDK would serve, forbidding every component. */
const policyPack = `
const grpc = require('@grpc/grpc-js');
const { AnalyzerService } = require('@pulumi/pulumi/proto/analyzer_grpc_pb');
const messages = require('@pulumi/pulumi/proto/analyzer_pb');
const plugins = require('@pulumi/pulumi/proto/plugin_pb');
const { Empty } = require('google-protobuf/google/protobuf/empty_pb');
const { version } = require(process.cwd() + '/package.json');

const mandatory = messages.EnforcementLevel.MANDATORY;
const info = new messages.AnalyzerInfo().setName('tiny-policies').setVersion(version).setPoliciesList([
  new messages.PolicyInfo().setName('none').setEnforcementlevel(mandatory),
]);
const diagnostic = (urn) => new messages.AnalyzeDiagnostic().setPolicyname('none').setPolicypackname('tiny-policies')
  .setPolicypackversion(version).setEnforcementlevel(mandatory).setUrn(urn)
  .setMessage('seen from ' + process.cwd());
const server = new grpc.Server();
server.addService(AnalyzerService, {
  getAnalyzerInfo: (_, reply) => reply(null, info),
  getPluginInfo: (_, reply) => reply(null, new plugins.PluginInfo().setVersion(version)),
  configure: (_, reply) => reply(null, new Empty()),
  remediate: (_, reply) => reply(null, new messages.RemediateResponse()),
  analyzeStack: (_, reply) => reply(null, new messages.AnalyzeResponse()),
  analyze: ({ request }, reply) => reply(null, new messages.AnalyzeResponse().setDiagnosticsList(
    request.getType() === 'tiny:index:Part' ? [diagnostic(request.getUrn())] : [])),
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (_, port) => console.log(port));
`;

/** The living processes whose working directory is the folder, by what the kernel says. */
function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingDirectory(pid) === folder);
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    // Gone meanwhile, a zombie, or another user's.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(code)) return undefined;
    throw error;
  }
}
