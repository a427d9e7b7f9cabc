import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom: each folder names what it must not reach. The picture is in docs/architecture.md. */
const directions = {
  topology: ['storage', 'release', 'components', 'providers', 'services', 'capacity', 'cli', 'stacks'],
  storage: ['topology', 'release', 'components', 'providers', 'services', 'capacity', 'cli', 'stacks'],
  release: ['topology', 'components', 'providers', 'services', 'capacity', 'cli', 'stacks'],
  capacity: ['components', 'providers', 'services', 'cli', 'stacks'],
  services: ['topology', 'components', 'providers', 'cli', 'stacks'],
  components: ['release', 'services', 'capacity', 'cli', 'stacks', 'setup'],
  providers: ['components', 'cli', 'stacks', 'topology'],
  cli: ['components', 'stacks'],
  library: ['release', 'providers', 'services', 'capacity', 'cli', 'stacks', 'setup'],
  stacks: ['storage', 'release', 'providers', 'services', 'capacity', 'cli', 'setup'],
  setup: ['topology', 'storage', 'components', 'providers', 'services', 'capacity', 'cli', 'stacks'],
  engine: [
    'topology',
    'storage',
    'release',
    'components',
    'providers',
    'services',
    'capacity',
    'cli',
    'stacks',
    'setup',
  ],
  acceptance: ['stacks', 'services'],
  policies: [
    'storage',
    'release',
    'components',
    'providers',
    'services',
    'capacity',
    'cli',
    'stacks',
    'setup',
  ],
};

/** What of a folder may be known nevertheless. */
const allowed = {
  // A program signs the first release by the stack's key.
  'components/release': ['./envelope.ts'],
  // Names that rules and alarms ask for, and instances report.
  'components/services': ['./metrics/reported.ts'],
  // The inputs of the local platform's resources are declared there, as those of the clouds are in their SDKs.
  'policies/providers': ['./local/resources.ts'],
};

/** Nobody builds upon them: they are users of everything else. But the command tells of policies. */
const onTop = ['acceptance', 'library', 'policies'];

const zones = Object.entries(directions).flatMap(([folder, forbidden]) =>
  [...forbidden, ...onTop.filter((name) => name !== folder && `${folder}/${name}` !== 'cli/policies')].map(
    (other) => ({
      target: `./${folder}`,
      from: `./${other}`,
      ...(allowed[`${folder}/${other}`] && { except: allowed[`${folder}/${other}`] }),
      message: `${folder}/ must not know ${other}/ (docs/architecture.md)`,
    }),
  ),
);
zones.push({
  target: './test/judges',
  from: './topology/checks',
  message: 'who judges the checks must not know them',
});

const noPulumi = {
  patterns: [{ group: ['@pulumi/*'], message: 'Pulumi stays in components/, providers/ and stacks/.' }],
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.skerry', 'examples', 'topology/schema/compiled'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      eqeqeq: 'error',
    },
  },
  {
    files: [
      'topology/**/*.ts',
      'storage/**/*.ts',
      'release/**/*.ts',
      'services/**/*.ts',
      'capacity/**/*.ts',
      'cli/**/*.ts',
    ],
    rules: { 'no-restricted-imports': ['error', noPulumi] },
  },
  {
    // What a policy holds to is said of plain data; only what hands it to the engine knows the SDK.
    files: ['policies/**/*.ts'],
    ignores: ['policies/pulumi/**', 'policies/pack.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ ...noPulumi.patterns[0], allowTypeImports: true }] },
      ],
    },
  },
);
