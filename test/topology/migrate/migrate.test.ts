import { expect, it } from 'vitest';
import { migrate } from '../../../topology/migrate/migrate.ts';
import { FORMAT_VERSION, migrations, type Migration } from '../../../topology/migrate/migrations.ts';

const file = (version: string): string =>
  `config: # of the team\n  skerry:site: {version: ${version}, old: {zone: a}} # kept\n`;

const steps: Migration[] = [
  { from: 1, change: (text) => text.replace('old:', 'middle:') },
  { from: 2, change: (text) => text.replace('middle:', 'new:') },
];

it('has a migration from each version to this one', () => {
  expect(migrations.map(({ from }) => from)).toEqual(
    Array.from({ length: FORMAT_VERSION - 1 }, (_, index) => index + 1),
  );
});

it('leaves a file of this version alone', () => {
  expect(migrate(file(String(FORMAT_VERSION)))).toEqual({ kind: 'current' });
});

it('goes through all versions between, and changes nothing but what they ask', () => {
  expect(migrate(file('1'), steps, 3)).toEqual({
    kind: 'migrated',
    from: 1,
    text: 'config: # of the team\n  skerry:site: {version: 3, new: {zone: a}} # kept\n',
  });
  expect(migrate(file('2').replace('old', 'middle'), steps, 3)).toMatchObject({
    from: 2,
    text: file('3').replace('old', 'new'),
  });
});

it('refuses a file of a later version', () => {
  expect(migrate(file('4'), steps, 3)).toEqual({ kind: 'newer', version: 4 });
});

it.each([
  ['no version', 'config:\n  skerry:site: {stage: staging}\n', undefined],
  ['a word', file('one'), 'one'],
  ['a version before the first', file('0'), '0'],
  ['no site', 'config: {}\n', undefined],
])('does not guess where there is %s', (_title, text, found) => {
  expect(migrate(text, steps, 3)).toEqual({ kind: 'unknown', found });
});
