import { PassThrough } from 'node:stream';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { parseAskOptions } from '../../server/src/cli/ask-options.ts';
import { askQuestion } from '../../server/src/cli/ask-question.ts';
import { converse } from '../../server/src/cli/conversation.ts';
import { printSearch } from '../../server/src/cli/print-search.ts';
import type { Terminal } from '../../server/src/cli/print-sources.ts';
import { exitCodeOf } from '../../server/src/cli/run-cli.ts';
import { parseSearchOptions } from '../../server/src/cli/search-options.ts';
import { fakeDeps, RETRIEVAL } from '../http/test-server.ts';
import { partsWithText, recordingAsk } from './door-server.ts';

const currentDeps = () => Promise.resolve(fakeDeps);
const { signal } = new AbortController();

function paper({ width = Infinity, hasColors = false } = {}): { terminal: Terminal; text: () => string } {
  let written = '';
  return {
    terminal: { write: (piece) => (written += piece), width, colors: pc.createColors(hasColors) },
    text: () => written,
  };
}

describe('the options of npm run ask', () => {
  it('are read', () => {
    const options = parseAskOptions([
      'What',
      'is a list?',
      '--deep',
      '--composer',
      'extractive',
      '--collection=sql',
    ]);
    expect(options).toMatchObject({
      question: 'What is a list?',
      depth: 'deep',
      composer: 'extractive',
      collection: 'sql',
      json: false,
    });
  });

  it.each([
    [['--fast'], /--fast/],
    [['--composer', 'gpt'], /"gpt": the only value is extractive/],
    [['--collection'], /--collection/],
    [['--chat', '--json'], /do not go together/],
  ])('%j are refused by name', (args, message) => {
    expect(() => parseAskOptions(args)).toThrow(message);
    expect(() => parseAskOptions(args)).toThrow('--help');
  });

  it.each([['0'], ['51'], ['1.5'], ['many']])('-k %s is refused by name', (k) => {
    expect(() => parseSearchOptions(['q', '-k', k])).toThrow(`-k "${k}"`);
    expect(parseSearchOptions(['q', '-k', '7']).k).toBe(7);
  });

  it.each([
    ['answered', 0],
    ['closest', 0],
    ['refused', 3],
    ['incomplete', 1],
  ] as const)('the outcome %s ends with exit code %i', (outcome, code) => {
    expect(exitCodeOf(outcome)).toBe(code);
  });
});

describe('an answer in the terminal', () => {
  const parts = partsWithText(['A list is `x[0]`, ', 'mutable.【1】\n\n```\n', 'a  =  1  # 【1】\n```\n']);
  const options = { depth: 'answer' as const };

  it('shows the question as read, text, sources and follow-ups', async () => {
    const { terminal, text } = paper();
    const { ask } = recordingAsk(parts);
    await askQuestion({ ask, currentDeps }, options, { question: 'and it?', signal, terminal });
    expect(text()).toBe(
      [
        'Read as: What is a list?',
        '',
        'A list is `x[0]`, mutable. [1]',
        '',
        '```',
        'a  =  1  # 【1】',
        '```',
        '',
        'Sources',
        '[1] What is a list?',
        '    guide.md',
        '    “A list is mutable.”',
        '',
        'To ask next',
        'a) What is a tuple?',
        '',
      ].join('\n'),
    );
  });

  it('has colours only where they are wanted', async () => {
    const { terminal, text } = paper({ hasColors: true });
    const { ask } = recordingAsk(parts);
    await askQuestion({ ask, currentDeps }, options, { question: 'and it?', signal, terminal });
    expect(text()).toContain('\u001b[36m`x[0]`\u001b[39m');
    expect(text()).toContain('\u001b[32m[1]\u001b[39m');
    expect(text()).toContain('a  =  1  # 【1】');
  });

  it('stays within the width of the window', async () => {
    const { terminal, text } = paper({ width: 24 });
    const { ask } = recordingAsk(partsWithText([`${'Some words that wrap. '.repeat(8)}【1】`]));
    await askQuestion({ ask, currentDeps }, options, { question: 'x', signal, terminal });
    for (const line of text().split('\n')) expect(line.length).toBeLessThanOrEqual(24);
  });

  it('refuses a question that is too long before anything is asked', async () => {
    const { ask, requests } = recordingAsk();
    const asked = askQuestion({ ask, currentDeps }, options, { question: 'x'.repeat(4001), signal });
    await expect(asked).rejects.toThrow('4001 characters');
    expect(requests).toEqual([]);
  });

  it('shows passages with their scores', () => {
    const { terminal, text } = paper();
    const passage = {
      chunkId: 'guide#1/0',
      entryId: 'guide#1',
      title: 'What is a \u001b[31mlist?',
      section: 'answer',
      score: 0.91234,
      dense: 0.9,
      lexical: 0.8,
      denseRank: 1,
      lexicalRank: null,
      fate: 'quoted' as const,
      reason: 'It answers.',
    };
    printSearch({ ...RETRIEVAL, passages: [passage] }, terminal);
    expect(text()).toContain('Gate · answer: 0.90 (closest from 0.20, answer from 0.50)\n');
    expect(text()).toContain(' 1. What is a list?\n    guide#1, answer\n');
    expect(text()).toContain('score 0.912 · meaning 0.900 (#1) · words 0.800\n');
  });
});

describe('npm run ask -- --chat', () => {
  const options = { ...parseAskOptions(['--chat']) };

  async function chat(lines: string) {
    const input = new PassThrough();
    const { terminal, text } = paper();
    const { ask, requests } = recordingAsk();
    input.end(lines);
    await converse({ ask, currentDeps }, options, { input, terminal, signal });
    return { text: text(), requests };
  }

  it('keeps the turns, and asks a follow-up by its letter', async () => {
    const { requests, text } = await chat('What is a list?\n\nA\nwhy?\n');
    expect(requests.map(({ question }) => question)).toEqual(['What is a list?', 'What is a tuple?', 'why?']);
    expect(requests[2]?.history).toEqual([
      { question: 'What is a list?', answer: 'A list is mutable.【1】' },
      { question: 'What is a tuple?', answer: 'A list is mutable.【1】' },
    ]);
    expect(text).toContain('› What is a tuple?\n');
  });

  it('ends at /quit', async () => {
    expect((await chat('one?\n/quit\ntwo?\n')).requests).toHaveLength(1);
  });

  it('goes on after a fault', async () => {
    const { requests, text } = await chat(`${'x'.repeat(4001)}\nWhat is a list?\n`);
    expect(text).toContain('at most 4000 are read');
    expect(requests).toMatchObject([{ question: 'What is a list?', history: [] }]);
  });

  it.each([true, false])('ends when it is interrupted (before it begins: %s)', async (isBefore) => {
    const controller = new AbortController();
    if (isBefore) controller.abort();
    const { ask } = recordingAsk();
    const { terminal } = paper();
    const input = new PassThrough();
    const ended = converse({ ask, currentDeps }, options, { input, terminal, signal: controller.signal });
    controller.abort();
    await expect(ended).rejects.toBe(controller.signal.reason);
  });
});
