/** A program that is started often, or that is shipped to instances: bundled into one file, so that it starts fast. */
export interface Bundle {
  /** Source, relative to the repository. */
  entry: string;
  /** Output below `dist/`. */
  output: string;
  /** A source map beside it. Not in the release: it would only make instances fetch more. */
  sourcemap: boolean;
  /** Packages that the bundle must not contain, because they are loaded only in cases that don't occur here. */
  external?: string[];
  /** For a page of a browser: a script, as small as can be. */
  browser?: true;
}

/** The SDK loads these only for programs written in TypeScript that it compiles by itself. */
const compilers = ['typescript', 'ts-node', 'ts-node/*'];

/** Clouds' SDKs: each is loaded where a stack speaks to that cloud, and never by what starts often. */
const sdks = [
  '@alicloud/pop-core',
  '@aws-sdk/client-auto-scaling',
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-sts',
  '@aws-sdk/credential-provider-node',
];

/** 1.6 MB that a drawing alone needs. */
const layout = ['elkjs/*'];

export const bundles: Bundle[] = [
  {
    entry: 'cli/main.ts',
    output: 'cli/skerry.js',
    sourcemap: true,
    external: [...compilers, ...sdks, ...layout],
  },
  { entry: 'topology/render/viewer/main.ts', output: 'cli/viewer.js', sourcemap: false, browser: true },
  { entry: 'providers/local/main.ts', output: 'provider/local.js', sourcemap: true, external: compilers },
  { entry: 'services/agent/main.ts', output: 'agent/agent.js', sourcemap: true },
  { entry: 'services/sample-upstream/main.ts', output: 'sample-upstream/server.js', sourcemap: true },
  { entry: 'services/mirror/sync/main.ts', output: 'services/mirror-sync.js', sourcemap: false },
  { entry: 'services/mirror/serve/main.ts', output: 'services/mirror-serve.js', sourcemap: false },
];

/** Goes beside the engine in the cache, by a step of its own: without it no program runs. */
export const languageHost: Bundle = {
  entry: 'engine/language-host/main.ts',
  output: 'engine/pulumi-language-nodejs.js',
  sourcemap: false,
};
