import { expect, it } from 'vitest';
import { parseBackend } from '../../../cli/state/backend-url.ts';

it.each([
  ['file:///srv/state?metadata=skip', { kind: 'folder', path: '/srv/state' }],
  ['file:///srv/a%20b', { kind: 'folder', path: '/srv/a b' }],
  ['file://~', { kind: 'folder', path: '/home/lin' }],
  ['file://~/state', { kind: 'folder', path: '/home/lin/state' }],
  ['https://api.pulumi.com', { kind: 'service', url: 'https://api.pulumi.com' }],
  ['gs://states', { kind: 'other', scheme: 'gs' }],
  [
    's3://states?region=eu-central-1&awssdk=v2&profile=ci',
    {
      kind: 's3',
      bucket: 'states',
      prefix: '',
      pathStyle: false,
      region: 'eu-central-1',
      profile: 'ci',
    },
  ],
  [
    's3://states/team/a/?endpoint=minio.example.com:9000&disableSSL=true&s3ForcePathStyle=true',
    {
      kind: 's3',
      bucket: 'states',
      prefix: 'team/a/',
      pathStyle: true,
      endpoint: 'http://minio.example.com:9000',
    },
  ],
  [
    's3://states?endpoint=https%3A%2F%2Fs3.example.com&use_path_style=true',
    { kind: 's3', bucket: 'states', prefix: '', pathStyle: true, endpoint: 'https://s3.example.com' },
  ],
])('reads %s', (url, backend) => {
  expect(parseBackend(url, '/home/lin')).toEqual(backend);
});
