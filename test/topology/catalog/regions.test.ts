import { describe, expect, it } from 'vitest';
import { alicloudZones } from '../../../topology/catalog/alicloud-zones.ts';
import { awsZones } from '../../../topology/catalog/aws-zones.ts';
import { capacityLimits, networkLimits } from '../../../topology/catalog/limits.ts';
import { regionNames, regionOf, regionOfZone } from '../../../topology/catalog/regions.ts';

describe('the tables', () => {
  it.each([alicloudZones, awsZones, capacityLimits, networkLimits])(
    'say when and whence: $subject',
    (table) => {
      expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(table.source).toMatch(/^https:\/\//);
    },
  );

  it('have each letter of a region once, in order', () => {
    for (const letters of [...Object.values(alicloudZones.rows), ...Object.values(awsZones.rows)]) {
      expect([...new Set(letters)].sort().join('')).toBe(letters);
    }
  });
});

describe('a zone', () => {
  it.each(['alicloud', 'aws', 'local'] as const)('of %s leads back to its region', (platform) => {
    for (const name of regionNames(platform)) {
      for (const zone of regionOf(platform, name)?.zones ?? [])
        expect(regionOfZone(platform, zone)).toBe(name);
    }
  });

  it('is named as its cloud does', () => {
    expect(regionOf('alicloud', 'cn-hongkong')?.zones).toEqual([
      'cn-hongkong-b',
      'cn-hongkong-c',
      'cn-hongkong-d',
    ]);
    expect(regionOf('alicloud', 'eu-central-1')?.zones[0]).toBe('eu-central-1a');
    expect(regionOf('aws', 'eu-central-1')?.zones[0]).toBe('eu-central-1a');
    expect(regionOf('local', 'local-2')?.zones[0]).toBe('local-2-a');
  });

  it.each(['', 'x', 'cn-hangzhou', 'toString', 'mars-1a'])('of no region is "%s"', (zone) => {
    expect(regionOfZone('aws', zone)).toBeUndefined();
    expect(regionOf('aws', zone)).toBeUndefined();
  });
});
