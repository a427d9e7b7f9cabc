import { expect, test } from 'vitest';
import { readSetUpFile } from '../../components/set-up-file.ts';

test('what set-up has not written yet is told with the command that does, and no stack trace', () => {
  expect(() => readSetUpFile('/nowhere/boot.json', 'nothing is made yet')).toThrow(
    expect.objectContaining({
      name: 'PlanError',
      message: '/nowhere/boot.json is missing: nothing is made yet. Run: npm run setup',
    }),
  );
});

test('any other trouble with it is told as what it is', () => {
  expect(() => readSetUpFile(import.meta.dirname, 'nothing is made yet')).toThrow('EISDIR');
});
