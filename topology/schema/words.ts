import { Type } from 'typebox';
import { OneOf } from './closed.ts';
import { forms, type Form } from './patterns.ts';

const Formed =
  ({ pattern }: Form) =>
  (description: string, example: string, options: { default?: string } = {}) =>
    Type.String({ pattern, description, examples: [example], ...options });

export const PlatformName = (description: string) =>
  OneOf(['alicloud', 'aws', 'local'], { description, examples: ['local'] });

/** `region/name` */
export const Reference = Formed(forms.reference);
/** The name of a secret of the same file: `alertWebhook` stands for `skerry:alertWebhook`. */
export const SecretName = Formed(forms.secretName);
export const Cidr = Formed(forms.cidr);
export const Duration = Formed(forms.duration);
export const CalendarDate = Formed(forms.date);
