/** `node server.js <config.json>`: `{"address", "port", "packages", "seed"}`. Writes nothing to disk. */
import { readFile } from 'node:fs/promises';
import { Catalogue } from './catalogue.ts';
import { serveCatalogue } from './server.ts';

interface Config {
  address: string;
  port: number;
  packages: number;
  seed: number;
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: server.js <config.json>');
  process.exit(2);
}
const { address, port, packages, seed } = JSON.parse(await readFile(path, 'utf8')) as Config;
const catalogue = new Catalogue({ packages, seed, baseUrl: `http://${address}:${port}` });
const server = await serveCatalogue(catalogue, address, port);
console.log(`sample upstream: ${packages} packages of seed ${seed} at http://${address}:${port}`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
  });
}
