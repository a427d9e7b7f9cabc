import { createHash } from 'node:crypto';
import { edgeRules } from '../../../storage/edge-rules.ts';

export interface EdgeDesign {
  address: string;
  port: number;
  /** `mirrors`: before load balancers; `files`: before buckets. */
  kind: 'mirrors' | 'files';
  /** Base URLs, the primary first. */
  origins: readonly string[];
  /** Workers of a master that runs as root would otherwise change to a user who can't enter the state folder. */
  asRoot: boolean;
}

/** Where the edge tells which configuration it has; not part of the mirrored paths. */
export const HEALTH_PATH = '/.skerry/health';

/** nginx.conf, and the body that `HEALTH_PATH` answers once this very configuration is in force. */
export function renderNginxConf(design: EdgeDesign): { text: string; digest: string } {
  const render = (digest: string): string => [...head(design), ...server(design, digest), '}', ''].join('\n');
  const digest = createHash('sha256').update(render('')).digest('hex').slice(0, 16);
  return { text: render(digest), digest };
}

function head({ kind, origins, asRoot }: EdgeDesign): string[] {
  return [
    '# Written by Skerry; changes are lost. Paths are relative to work/.',
    'daemon off;',
    ...(asRoot ? ['user root;'] : []),
    'worker_processes 1;',
    'pid nginx.pid;',
    'error_log stderr warn;',
    'events { worker_connections 4096; }',
    'http {',
    '  default_type application/octet-stream;',
    '  sendfile on;',
    '  tcp_nodelay on;',
    '  keepalive_timeout 65s;',
    '  server_tokens off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path tmp/${name};`),
    "  log_format edge '$time_iso8601 $status $upstream_cache_status $body_bytes_sent $request_uri';",
    '  access_log ../log/access.log edge;',
    '  proxy_cache_path ../cache levels=1:2 keys_zone=edge:16m max_size=10g inactive=30d use_temp_path=off;',
    '  proxy_cache edge;',
    '  proxy_cache_key "$proxy_host$uri$is_args$args";',
    // One fetch from the origin however many ask; an expired answer serves while it is renewed, or can't be.
    '  proxy_cache_lock on;',
    '  proxy_cache_revalidate on;',
    '  proxy_cache_background_update on;',
    '  proxy_cache_use_stale updating error timeout http_500 http_502 http_503 http_504;',
    '  proxy_http_version 1.1;',
    '  proxy_set_header Connection "";',
    '  proxy_connect_timeout 2s;',
    '  proxy_read_timeout 60s;',
    '  proxy_next_upstream error timeout http_502 http_503 http_504;',
    '  proxy_next_upstream_timeout 10s;',
    '  add_header X-Cache-Status $upstream_cache_status;',
    ...(kind === 'mirrors'
      ? upstream('origin', origins)
      : origins.flatMap((each, index) => upstream(`origin${index}`, [each]))),
  ];
}

/** How often an origin is tried: once more than connections that are kept are usually open to one instance. */
const TRIES = 5;

/**
 * Every origin stands several times: what a killed instance has cut is tried again through the same balancer, which
 * then has another instance; but the next kept connection may lead to the killed one as well, and nginx not know it
 * yet. `max_fails=0`, because the balancer itself is not to blame.
 */
function upstream(name: string, origins: readonly string[]): string[] {
  const servers = origins.flatMap((origin, index) => {
    const server = `    server ${new URL(origin).host} max_fails=0${index === 0 ? '' : ' backup'};`;
    return Array<string>(TRIES).fill(server);
  });
  // Kept connections are short-lived: layer 4 balances connections, and an instance drains only when its are closed.
  const kept = ['    keepalive 32;', '    keepalive_timeout 2s;', '    keepalive_time 10s;'];
  return [`  upstream ${name} {`, ...servers, ...kept, '  }'];
}

function server(design: EdgeDesign, digest: string): string[] {
  return [
    '  server {',
    `    listen ${design.address}:${design.port};`,
    `    location = ${HEALTH_PATH} {`,
    '      access_log off;',
    '      default_type text/plain;',
    `      return 200 "${digest}";`,
    '    }',
    ...(design.kind === 'mirrors' ? mirrorsLocations() : filesLocations(design.origins)),
    '  }',
  ];
}

/** The root document is asked for by every client run, so even a second of caching takes nearly all load. */
function mirrorsLocations(): string[] {
  const pass = ['      proxy_set_header Host $http_host;', '      proxy_pass http://origin;'];
  return [
    '    location = /packages.json {',
    '      proxy_cache_valid 200 1s;',
    '      proxy_cache_valid 404 1s;',
    ...pass,
    '    }',
    '    location / {',
    '      proxy_cache off;',
    ...pass,
    '    }',
  ];
}

/**
 * Headers of requests to a bucket. An expired answer is renewed by its ETag alone: Last-Modified has whole seconds, and
 * what was replaced within one would pass for unchanged.
 */
const toBucket = ['Connection', 'Authorization', 'Cookie', 'If-Modified-Since'].map(
  (name) => `proxy_set_header ${name} "";`,
);

function filesLocations(origins: readonly string[]): string[] {
  const prefixes = origins.map((origin) => new URL(origin).pathname.replace(/\/$/, ''));
  const [primary = ''] = prefixes;
  const fallbacks = prefixes.slice(1);
  return [
    '    if ($request_method !~ "^(GET|HEAD)$") { return 405; }',
    ...toBucket.map((header) => `    ${header}`),
    // A bucket that may not be listed says 403 for what isn't there; its XML is no use to clients.
    '    proxy_intercept_errors on;',
    '    error_page 403 404 = @missing;',
    ...(fallbacks.length > 0 ? ['    error_page 500 502 503 504 = @fallback1;'] : []),
    '    location @missing {',
    '      default_type application/json;',
    `      return 404 '{"error": "not found"}';`,
    '    }',
    // Cached by slices, so that a range fetches no more than it needs; for as long as the object says: what has a
    // reference in its path never changes, what has none may.
    '    location /composer/dists/ {',
    '      slice 4m;',
    // A renewal in the background is a subrequest, which knows no slice: it would renew another entry, and this one never.
    '      proxy_cache_background_update off;',
    '      proxy_cache_key "$proxy_host$uri$slice_range";',
    // A location that sets one header inherits none.
    ...[...toBucket, 'proxy_set_header Range $slice_range;'].map((header) => `      ${header}`),
    '      proxy_cache_valid 403 404 1s;',
    ...rewrites(primary, 'origin0'),
    '    }',
    // Metadata changes: a second, then a conditional request to the bucket.
    '    location / {',
    '      proxy_cache_valid 200 1s;',
    '      proxy_cache_valid 403 404 1s;',
    '      proxy_ignore_headers Cache-Control Expires;',
    ...rewrites(primary, 'origin0'),
    '    }',
    ...fallbacks.flatMap((prefix, index) => [
      `    location @fallback${index + 1} {`,
      ...(index + 2 < origins.length ? [`      error_page 500 502 503 504 = @fallback${index + 2};`] : []),
      `      rewrite "^${prefixes[index]}(/.*)$" "${prefix}$1" break;`,
      `      proxy_pass http://origin${index + 1};`,
      '    }',
    ]),
  ];
}

function rewrites(prefix: string, origin: string): string[] {
  const rules = edgeRules(prefix);
  return [
    ...rules.refuse.map((pattern) => `      if ($uri ~ "${pattern}") { return 404; }`),
    ...rules.rewrites.map(
      ({ match, replace, flag }) => `      rewrite "${match}" "${replace}"${flag ? ` ${flag}` : ''};`,
    ),
    `      proxy_pass http://${origin};`,
  ];
}
