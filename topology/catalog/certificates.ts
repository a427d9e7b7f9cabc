import type { Platform } from '../plan/plan.ts';

/** How the site's domain names its certificate on a platform. */
export const certificateForms: Record<
  Exclude<Platform, 'local'>,
  { pattern: RegExp; form: string; example: string }
> = {
  alicloud: { pattern: /^cas\/(\d+)$/, form: 'cas/<number>', example: 'cas/12345678' },
  aws: {
    pattern: /^acm\/([0-9a-f-]{36})$/,
    form: 'acm/<id of 36 characters>',
    example: 'acm/00000000-0000-0000-0000-000000000000',
  },
};

/** The cloud's id of a certificate; `undefined`: it is none of this platform. */
export function certificateIdOf(platform: Exclude<Platform, 'local'>, reference: string): string | undefined {
  return certificateForms[platform].pattern.exec(reference)?.[1];
}

/** CloudFront takes certificates of this region alone. */
export const EDGE_REGION = 'us-east-1';
