import { describe, expect, it } from 'vitest';
import { debianPackages, missingMessage, missingPackages } from '../../setup/debian-packages.ts';

const has = (...present: string[]) => ({
  command: (name: string) => present.includes(name),
  file: (path: string) => present.includes(path),
});
const runit = ['runsvdir', 'runsv', 'sv', 'svlogd', 'chpst'];
const namesOf = (packages: { name: string }[]) => packages.map(({ name }) => name);

describe('missingPackages', () => {
  it('finds nothing missing where every command is there', () => {
    const present = has('haproxy', 'nginx', 'redis-server', 'setpriv', ...runit);
    expect(missingPackages(debianPackages, ['start'], present)).toEqual([]);
  });

  it('counts a package as missing when one of its commands is', () => {
    const present = has('haproxy', 'nginx', 'redis-server', 'setpriv', ...runit.slice(1));
    expect(namesOf(missingPackages(debianPackages, ['start'], present))).toEqual(['runit']);
  });

  it('asks for the clients only when tests are to run', () => {
    const start = namesOf(missingPackages(debianPackages, ['start'], has()));
    const test = namesOf(missingPackages(debianPackages, ['test'], has()));
    expect(start).toEqual(['haproxy', 'nginx-light', 'redis-server', 'runit', 'util-linux']);
    expect(test).toContain('composer');
    expect(start.filter((name) => test.includes(name))).toEqual([]);
  });
});

describe('missingMessage', () => {
  const missing = debianPackages.filter(({ name }) => ['nginx-light', 'composer'].includes(name));

  it('gives one command for everything that is missing', () => {
    expect(missingMessage(missing, 'none')).toBe(
      [
        'These Debian packages are missing, and installing them takes root:',
        '  nginx-light  CDN edges',
        '  composer     a real client of the mirror (for the tests)',
        'As root (policy-rc.d keeps their daemons from being started):',
        '  sudo sh setup/steps/install-debian-packages.sh nginx-light composer',
      ].join('\n'),
    );
  });

  it('names commands where there is no apt-get', () => {
    const message = missingMessage(missing, 'not-debian');
    expect(message).toContain('Install what gives you: nginx composer');
    expect(message).not.toContain('sudo');
  });
});
