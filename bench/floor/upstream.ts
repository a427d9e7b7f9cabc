/**
 * The sample upstream with every answer kept in memory after its first request: `node upstream.ts ADDRESS PACKAGES`.
 * So that neither side of a benchmark waits for zips to be generated.
 */
import { createServer } from 'node:http';
import { Catalogue } from '../../services/sample-upstream/catalogue.ts';

const [address = '', packages = ''] = process.argv.slice(2);
const PORT = 8081;
const catalogue = new Catalogue({
  packages: Number(packages),
  seed: 7,
  baseUrl: `http://${address}:${PORT}`,
});
const answers = new Map<string, Buffer | undefined>();

function answer(path: string): Buffer | undefined {
  const json = (value: object | undefined) => value && Buffer.from(JSON.stringify(value));
  if (path === '/packages.json') return json(catalogue.root());
  if (path === '/packages/list.json') return json({ packageNames: catalogue.names() });
  const [, name, dev] = /^\/p2\/([^/]+\/[^/~]+)(~dev)?\.json$/.exec(path) ?? [];
  if (name !== undefined) return json(catalogue.metadata(name, dev === undefined ? 'tagged' : 'dev'));
  return catalogue.dist(path)?.body;
}

createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '/');
  if (!answers.has(path)) answers.set(path, answer(path));
  const body = answers.get(path);
  response.writeHead(body ? 200 : 404, { 'content-length': body?.byteLength ?? 0 });
  response.end(body);
}).listen(PORT, address, () => console.log('ready'));
