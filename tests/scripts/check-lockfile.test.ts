import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../material.ts';

interface Lockfile {
  packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
}

const { missingOptionalPackages, pinnedAddresses } = (await import(
  join(ROOT, 'scripts', 'check-lockfile.mjs')
)) as Record<'missingOptionalPackages' | 'pinnedAddresses', (lockfile: Lockfile) => string[]>;

describe('the check of the lockfile', () => {
  it('passes our own lockfile', () => {
    const lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
    expect(missingOptionalPackages(lockfile)).toEqual([]);
    expect(pinnedAddresses(lockfile)).toEqual([]);
  });

  it('names a platform package that was lost, and where it is needed', () => {
    const packages = {
      '': { optionalDependencies: { native: '1' } },
      'node_modules/native': { optionalDependencies: { 'native-linux': '1', 'native-win32': '1' } },
      'node_modules/native-linux': {},
    };
    expect(missingOptionalPackages({ packages })).toEqual(['native needs native-win32']);
  });

  it('finds packages nested at any depth, and only where Node would look', () => {
    const packages = {
      'node_modules/@a/b/node_modules/c': {
        optionalDependencies: { inner: '1', middle: '1', outer: '1', other: '1' },
      },
      'node_modules/@a/b/node_modules/c/node_modules/inner': {},
      'node_modules/@a/b/node_modules/middle': {},
      'node_modules/outer': {},
      'node_modules/z/node_modules/other': {},
    };
    expect(missingOptionalPackages({ packages })).toEqual(['c needs other']);
  });

  it('refuses addresses that were written down', () => {
    const packages = { 'node_modules/a': { resolved: 'https://mirror.example/a.tgz' }, 'node_modules/b': {} };
    expect(pinnedAddresses({ packages })).toEqual(['node_modules/a: https://mirror.example/a.tgz']);
  });
});
