import { describe, expect, it } from 'vitest';
import { readListing, readUploads } from '../../../storage/s3/listing.ts';

const page = (inner: string) =>
  `<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</ListBucketResult>`;

it('reads keys with all that XML escapes', () => {
  const entry =
    '<Contents><Key>a&amp;b&lt;&#x75;&#252;&quot;</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>' +
    '<ETag>&quot;e&quot;</ETag><Size>7</Size><StorageClass>STANDARD</StorageClass></Contents>';
  expect(readListing(page(`<IsTruncated>false</IsTruncated>${entry}`))).toEqual({
    objects: [{ key: 'a&b<uü"', size: 7, etag: '"e"', modified: new Date('2026-01-02T03:04:05Z') }],
  });
});

it('names the next page where there is one', () => {
  const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>t==</NextContinuationToken>';
  expect(readListing(page(more))).toEqual({ objects: [], next: 't==' });
});

it.each([
  ['a page that names no successor', page('<IsTruncated>true</IsTruncated>'), /lacks NextContinuationToken/],
  ['a cut page', page('<Contents>').slice(0, -5), /is no listing/],
  ['something else', '<html></html>', /is no listing: "<html>/],
  ['an entry without a size', page('<Contents><Key>a</Key></Contents>'), /lacks Size/],
])('refuses %s', (_, text, reason) => {
  expect(() => readListing(text)).toThrow(reason);
});

describe('a listing of uploads', () => {
  const uploads = (inner: string) =>
    `<ListMultipartUploadsResult xmlns="x"><Bucket>b</Bucket>${inner}</ListMultipartUploadsResult>`;
  const upload =
    '<Upload><Key>a&amp;b</Key><UploadId>id</UploadId><Initiator><ID>x</ID></Initiator>' +
    '<Initiated>2026-01-02T03:04:05.000Z</Initiated></Upload>';
  const found = [{ key: 'a&b', id: 'id', started: new Date('2026-01-02T03:04:05Z') }];

  it('tells their beginnings', () => {
    expect(readUploads(uploads(`<IsTruncated>false</IsTruncated>${upload}`))).toEqual({ uploads: found });
  });

  it('names the next page where there is one', () => {
    const markers = '<NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>';
    const text = uploads(`${markers}<IsTruncated>true</IsTruncated>${upload}`);
    const next = { 'key-marker': 'k', 'upload-id-marker': 'u' };
    expect(readUploads(text)).toEqual({ uploads: found, next });
  });
});
