/** The answers to ListObjectsV2 and ListMultipartUploads; pure. */
import type { ObjectInfo } from '../store.ts';
import { element, inEach, required } from './xml.ts';

export interface ListingPage {
  objects: ObjectInfo[];
  /** Asks for the next page; absent on the last one. */
  next?: string;
}

/** @throws where the text isn't a whole listing */
export function readListing(text: string): ListingPage {
  checkWhole(text, 'ListBucketResult');
  const objects = inEach(text, 'Contents').map((entry) => ({
    key: required(entry, 'Key'),
    size: Number(required(entry, 'Size')),
    etag: element(entry, 'ETag') ?? '',
    modified: new Date(required(entry, 'LastModified')),
  }));
  const rest = text.replace(/<Contents>.*?<\/Contents>/gs, '');
  if (element(rest, 'IsTruncated') !== 'true') return { objects };
  return { objects, next: required(rest, 'NextContinuationToken') };
}

export interface Upload {
  key: string;
  id: string;
  started: Date;
}

export interface UploadsPage {
  uploads: Upload[];
  /** Parameters that ask for the next page; absent on the last one. */
  next?: { 'key-marker': string; 'upload-id-marker': string };
}

/** @throws where the text isn't a whole listing */
export function readUploads(text: string): UploadsPage {
  checkWhole(text, 'ListMultipartUploadsResult');
  const uploads = inEach(text, 'Upload').map((entry) => ({
    key: required(entry, 'Key'),
    id: required(entry, 'UploadId'),
    started: new Date(required(entry, 'Initiated')),
  }));
  if (element(text, 'IsTruncated') !== 'true') return { uploads };
  const next = {
    'key-marker': required(text, 'NextKeyMarker'),
    'upload-id-marker': required(text, 'NextUploadIdMarker'),
  };
  return { uploads, next };
}

function checkWhole(text: string, root: string): void {
  if (new RegExp(`<${root}[\\s>]`).test(text) && text.trimEnd().endsWith(`</${root}>`)) return;
  throw new Error(`the answer is no listing: ${JSON.stringify(text.slice(0, 80))}`);
}
