import { Type } from 'typebox';
import { OneOf } from './closed.ts';

/** Names of things in a region: part of host names and of resource names, so as short and plain as the clouds want. */
export const NAME = '^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$';
export const REGION_NAME = '^[a-z]{2,}(?:-[a-z0-9]+)*$';
/** `region/name` */
const REFERENCE = '^[a-z]{2,}(?:-[a-z0-9]+)*/[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$';
const SECRET_NAME = '^[A-Za-z][A-Za-z0-9_-]{0,63}$';
const DURATION = '^(?=[0-9])(?:[0-9]{1,4}h)?(?:[0-9]{1,4}m)?(?:[0-9]{1,5}s)?$';
const DATE = '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$';
/** Address and prefix length; whether it is a network at all is the checks' business. */
const CIDR = '^[0-9]{1,3}(?:\\.[0-9]{1,3}){3}/[0-9]{1,2}$';

export const PlatformName = (description: string) =>
  OneOf(['alicloud', 'aws', 'local'], { description, examples: ['local'] });

export const Reference = (description: string, example: string) =>
  Type.String({ pattern: REFERENCE, description, examples: [example] });

/** The name of a secret of the same file: `alertWebhook` stands for `skerry:alertWebhook`. */
export const SecretName = (description: string, example: string) =>
  Type.String({ pattern: SECRET_NAME, description, examples: [example] });

export const Cidr = (description: string, example: string) =>
  Type.String({ pattern: CIDR, description, examples: [example] });

export const Duration = (description: string, example: string) =>
  Type.String({ pattern: DURATION, description, examples: [example] });

export const CalendarDate = (description: string, example: string) =>
  Type.String({ pattern: DATE, description, examples: [example] });
