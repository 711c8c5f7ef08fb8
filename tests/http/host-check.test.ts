import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostName, isAllowedHost } from '../../server/src/http/host-check.ts';

describe('hostName', () => {
  it('takes the port and the final dot away', () => {
    expect(hostName('LocalHost:3000')).toBe('localhost');
    expect(hostName('localhost.')).toBe('localhost');
    expect(hostName('[::1]:3000')).toBe('[::1]');
  });

  it('refuses what is no host', () => {
    for (const header of [
      undefined,
      '',
      ':3000',
      'a:b',
      'a:123456',
      'a/b',
      'u@localhost',
      'a b',
      '[::1',
      'a\\b',
      'a#b',
    ]) {
      expect([header, hostName(header)]).toEqual([header, null]);
    }
  });

  it('never sees an allowed name inside another one', () => {
    fc.assert(
      fc.property(
        fc.domain(),
        fc.constantFrom('localhost', '127.0.0.1', 'notes.lan', '[::1]'),
        (domain, trusted) => {
          for (const header of [`${trusted}.${domain}`, `${trusted}@${domain}`, `${domain}/${trusted}`]) {
            const name = hostName(header);
            expect(name !== null && isAllowedHost(name, ['notes.lan'])).toBe(false);
          }
        },
      ),
    );
  });
});

describe('isAllowedHost', () => {
  it('allows localhost and what is below it, IP addresses, and configured names', () => {
    for (const name of [
      'localhost',
      'indepth.localhost',
      '127.0.0.1',
      '10.0.0.8',
      '[::1]',
      '[fe80::1]',
      'notes.lan',
    ]) {
      expect([name, isAllowedHost(name, ['notes.lan'])]).toEqual([name, true]);
    }
    for (const name of [
      'evil.example',
      'localhost.example',
      '127.0.0.1.example',
      'lan',
      '1.2.3',
      '2130706433',
    ]) {
      expect([name, isAllowedHost(name, ['notes.lan'])]).toEqual([name, false]);
    }
  });
});
