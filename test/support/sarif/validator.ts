import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';

const schema = JSON.parse(readFileSync(new URL('sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

/** Draft 4, whose `id` is the only thing in it that later drafts call otherwise. */
const { $schema: _draft, id: _id, ...body } = schema;

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[!#$&-;=?-[\]_a-z~%]*$/i);
ajv.addFormat('uri-reference', /^(?:[!#$&-;=?-[\]_a-z~]|%[0-9a-f]{2})*$/i);
ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));

const validate = ajv.compile(body);

/** What of a document the SARIF 2.1.0 schema doesn't accept. */
export function sarifErrors(document: unknown): ErrorObject[] {
  return validate(document) ? [] : (validate.errors ?? []);
}
