import type { Finding, Pointer } from '../diagnostics/diagnostic.ts';
import { below, isWithin, SITE } from '../diagnostics/pointer.ts';
import { schemaFindings } from '../diagnostics/schema-errors.ts';
import { isRecord, show } from '../diagnostics/show.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { validate } from '../schema/compiled/stack-file.js';
import { FORMAT_VERSION } from '../migrate/migrations.ts';
import type { StackFile } from '../schema/stack-file.ts';
import { soundPart, type SoundPart } from './sound-part.ts';

export type Validated =
  | { valid: true; value: StackFile }
  /** `part`: what is right all the same, where it is worth a look. */
  | { valid: false; findings: Finding[]; part?: SoundPart };

/** Holds a parsed stack file to the schema, and to the few rules that a schema can't tell well. */
export function validateStackFile(value: Record<string, unknown>): Validated {
  const version = versionFinding(value);
  if (version) return { valid: false, findings: [version] };

  const secrets = secretsInside(siteOf(value), SITE);
  const plain = plainSecrets(value);
  const own = [...secrets, ...plain];
  if (validate(value)) {
    return own.length > 0 ? refused(value, own, secrets) : { valid: true, value: value as StackFile };
  }
  const misspeltSite = plain.some((finding) => finding.fix === 'skerry:site');
  const errors = (validate.errors ?? []).filter(
    (error) =>
      !own.some((finding) => isWithin(error.instancePath, finding.pointer)) &&
      !(misspeltSite && error.keyword === 'required' && error.params['missingProperty'] === 'skerry:site'),
  );
  return refused(value, [...own, ...schemaFindings(errors)], secrets);
}

function refused(value: Record<string, unknown>, findings: Finding[], secrets: Finding[]): Validated {
  const part = soundPart(
    value,
    secrets.map(({ pointer }) => pointer),
  );
  return { valid: false, findings, ...(part && { part }) };
}

/** Another version has other words: whatever else would be said of the file is beside the point. */
function versionFinding(value: Record<string, unknown>): Finding | undefined {
  const site = siteOf(value);
  if (!isRecord(site)) return undefined;
  if (site['version'] === undefined) {
    return {
      code: 'schema/version',
      severity: 'error',
      message: 'version is missing, which says what the words of the site mean',
      pointer: SITE,
      at: 'key',
      fix: `version: ${FORMAT_VERSION}`,
    };
  }
  const version = site['version'];
  if (version === FORMAT_VERSION) return undefined;
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    return {
      code: 'schema/version',
      severity: 'error',
      message: `version ${version} is of a newer Skerry than this one, which reads version ${FORMAT_VERSION}`,
      pointer: below(SITE, 'version'),
      allowed: String(FORMAT_VERSION),
      fix: `a Skerry that reads version ${version}: its words may mean something else here`,
    };
  }
  return {
    code: 'schema/version',
    severity: 'error',
    message: `version ${show(version)} is not one that this Skerry reads`,
    pointer: below(SITE, 'version'),
    allowed: String(FORMAT_VERSION),
    fix: String(FORMAT_VERSION),
  };
}

/** Encrypted values within the site: reading an object that contains one drops its secrecy (pulumi#16383). */
function secretsInside(value: unknown, pointer: Pointer): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => secretsInside(item, below(pointer, index)));
  if (!isRecord(value)) return [];
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value['secure'] === 'string') {
    return [
      {
        code: 'secret/inside-site',
        severity: 'error',
        message: 'a secret inside the site loses its secrecy when the program reads it',
        pointer,
        at: 'value',
        fix: 'a secret beside skerry:site, and its name here',
      },
    ];
  }
  return keys.flatMap((key) => secretsInside(value[key], below(pointer, key)));
}

/** Values under `skerry:` that are neither the site nor encrypted. */
function plainSecrets(value: Record<string, unknown>): Finding[] {
  const config = value['config'];
  if (!isRecord(config)) return [];
  return Object.entries(config).flatMap(([key, entry]): Finding[] => {
    if (!key.startsWith('skerry:') || key === 'skerry:site') return [];
    const encrypted =
      isRecord(entry) && Object.keys(entry).length === 1 && typeof entry['secure'] === 'string';
    if (encrypted) return [];
    const misspelt = !('skerry:site' in config) && suggest(key, ['skerry:site']) !== undefined;
    return [
      {
        code: misspelt ? 'schema/unknown-key' : 'secret/plaintext',
        severity: 'error',
        message: misspelt
          ? `${key} is not the site`
          : `${key} is not encrypted, and all beside the site are secrets`,
        pointer: below('/config', key),
        at: 'key',
        fix: misspelt ? 'skerry:site' : `skerry secret set <stack> ${key.slice('skerry:'.length)}`,
      },
    ];
  });
}

function siteOf(value: Record<string, unknown>): unknown {
  const config = value['config'];
  return isRecord(config) ? config['skerry:site'] : undefined;
}
