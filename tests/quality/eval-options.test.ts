import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvalOptions } from './eval-options.ts';

describe('parseEvalOptions', () => {
  it('asks everything of the committed sets by default', () => {
    expect(parseEvalOptions([])).toMatchObject({ sets: [], beir: [], every: 1, clicks: true, titles: false });
  });

  it('reads sets and options, with paths from where it is called', () => {
    const options = parseEvalOptions([
      'a.jsonl',
      '--corpus',
      'docs',
      '--every',
      '5',
      '--no-clicks',
      '--beir',
      'x',
    ]);
    expect(options).toMatchObject({
      sets: [resolve('a.jsonl')],
      corpus: resolve('docs'),
      every: 5,
      clicks: false,
      beir: [resolve('x')],
    });
  });

  it.each([
    [['--every', 'often'], /--every is "often"/],
    [['--every', '0'], /--every is "0"/],
    [['--all'], /Unknown option '--all'/],
  ])('refuses %j', (args, message) => {
    expect(() => parseEvalOptions(args)).toThrow(message);
  });
});
