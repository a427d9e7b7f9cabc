import type { Table } from './table.ts';

/**
 * Regions of AWS with the letters of their zones. In the oldest regions an account sees some of the letters only
 * (`us-west-1`: two of three), so that all of them are listed here.
 */
export const awsZones: Table<Record<string, string>> = {
  subject: 'Availability Zones',
  date: '2026-11-20',
  source: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html',
  rows: {
    'us-east-1': 'abcdef',
    'us-east-2': 'abc',
    'us-west-1': 'abc',
    'us-west-2': 'abcd',
    'ca-central-1': 'abd',
    'ca-west-1': 'abc',
    'sa-east-1': 'abc',
    'eu-central-1': 'abc',
    'eu-central-2': 'abc',
    'eu-west-1': 'abc',
    'eu-west-2': 'abc',
    'eu-west-3': 'abc',
    'eu-north-1': 'abc',
    'eu-south-1': 'abc',
    'eu-south-2': 'abc',
    'il-central-1': 'abc',
    'me-central-1': 'abc',
    'me-south-1': 'abc',
    'af-south-1': 'abc',
    'ap-east-1': 'abc',
    'ap-northeast-1': 'abcd',
    'ap-northeast-2': 'abcd',
    'ap-northeast-3': 'abc',
    'ap-south-1': 'abc',
    'ap-south-2': 'abc',
    'ap-southeast-1': 'abc',
    'ap-southeast-2': 'abc',
    'ap-southeast-3': 'abc',
    'ap-southeast-4': 'abc',
    'cn-north-1': 'abd',
    'cn-northwest-1': 'abc',
  },
};
