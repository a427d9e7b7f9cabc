import { main } from '@pulumi/pulumi/provider/index.js';
import manifest from '../../package.json' with { type: 'json' };
import { repositoryRoot } from '../../setup/paths.ts';
import { endWithParent } from './process/parent.ts';
import { LocalProvider } from './provider.ts';

endWithParent();
await main(new LocalProvider(manifest.version, repositoryRoot()), process.argv.slice(2));
