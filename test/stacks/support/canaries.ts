import type { TestProject } from '../../support/engine/project.ts';

/** What every made-up secret has in it, also those that the stand-in's clouds make up; and the signing key's own bytes. */
const MARKS = ['canary-', 'Canary-', 'PRIVATE KEY', '\x07'.repeat(12)];

/** A mark as it stands within base64, whichever bytes come before it. */
const encoded = MARKS.flatMap((mark) =>
  [0, 1, 2].map((before) => {
    const text = Buffer.from('-'.repeat(before) + mark).toString('base64url');
    // The first characters depend on what comes before, the last on what comes after.
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + mark.length) * 8) / 6));
  }),
);

/** Base64 of a few words or more. */
const BASE64 = /[A-Za-z0-9+/_-]{40,}={0,2}/g;

/** Where a text has a secret in it: in the open, encoded, or within something that is encoded as a whole. */
export function canariesIn(text: string, depth = 2): string[] {
  const found = [...MARKS, ...encoded].flatMap((mark) => {
    const at = text.replaceAll('+', '-').replaceAll('/', '_').indexOf(mark);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 60), at + 60)];
  });
  if (found.length > 0 || depth === 0) return found;
  return (text.match(BASE64) ?? []).flatMap((word) =>
    canariesIn(Buffer.from(word, 'base64').toString('latin1'), depth - 1),
  );
}

/** Everything that an update leaves for others to read: the state, outputs, what was printed, and the ledger. */
export async function toldBy(project: TestProject): Promise<Record<string, string>> {
  return {
    state: JSON.stringify(await project.state()),
    outputs: JSON.stringify(await project.outputs()),
    ledger: project.operations().join('\n'),
    printed: project.printed,
  };
}

/** What only the cloud has been told. */
export const givenToCloud = (project: TestProject): string => JSON.stringify(project.world.all());
