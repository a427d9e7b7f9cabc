import { describe, expect, it } from 'vitest';
import { findPython, pythonObstacle } from '../../setup/python.ts';

const pinned = ['3.11', '3.12'];
const debian = { executable: '/usr/bin/python3', version: '3.11', hasPip: true };

describe('a Python for pinned packages', () => {
  it('is taken where it has pip and a version that they are pinned for', () => {
    expect(pythonObstacle(debian, pinned)).toBeUndefined();
  });

  it.each([
    ['is not there', undefined, 'there is no python3 on PATH: install Python 3.11, 3.12'],
    [
      'is too old',
      { ...debian, version: '3.9' },
      '/usr/bin/python3 is Python 3.9; packages are pinned for Python 3.11, 3.12',
    ],
    [
      'has no pip',
      { ...debian, hasPip: false },
      '/usr/bin/python3 has no pip: install python3-pip, or run `python3 -m ensurepip --user`',
    ],
  ])('is refused in words where it %s', (_, python, message) => {
    expect(pythonObstacle(python, pinned)).toBe(message);
  });

  it('is asked what it is', async () => {
    expect(await findPython()).toMatchObject({
      executable: expect.stringMatching(/^\/.*python/) as string,
      version: expect.stringMatching(/^3\.\d+$/) as string,
    });
  });
});
