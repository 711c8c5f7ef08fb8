import { describe, expect, it, vi } from 'vitest';
import type { SearchResponse } from '../../server/src/protocol.ts';
import { runCommand } from './run-command.ts';
import { useSampleIndex } from './sample-index.ts';

const index = useSampleIndex();
/** Each command is a process of its own that loads the models. */
vi.setConfig({ testTimeout: 60_000 });
const DECORATORS = 'How do decorators help in AI pipelines?';

describe('npm run ask', () => {
  it('prints an answer with its sources and follow-ups, without colours where nobody looks', async () => {
    const { code, stdout, stderr } = await runCommand('ask', [DECORATORS], index);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/\[1\][^]*\nSources\n\[1\] How do decorators help[^]*\nTo ask next\na\) /);
    expect(stdout).toContain('python-ai-intermediate.md');
    expect(stdout).not.toContain('\u001b');
  });

  it('takes the question from standard input, and refuses with exit code 3', async () => {
    const input = 'Who won the football world cup in 1998?\n';
    const { code, stdout } = await runCommand('ask', [], { ...index, input });
    expect(code).toBe(3);
    expect(stdout).not.toMatch(/\[1\]/);
  });

  it('keeps a conversation', async () => {
    const input = `${DECORATORS}\nand how do I pass it arguments?\n`;
    const { code, stdout } = await runCommand('ask', ['--chat'], { ...index, input });
    expect(code).toBe(0);
    expect(stdout).toMatch(/› and how do I pass it arguments\?\n\nRead as: .*decorator/i);
  });

  it.each([
    ['an unknown option', ['--fast', 'x'], 2, "Unknown option '--fast'"],
    ['no question', [], 2, 'There is no question.'],
    ['a question that is too long', ['x'.repeat(4001)], 2, 'at most 4000 are read'],
    ['an unknown collection', ['--collection', 'no-such-folder', 'x'], 1, 'no-such-folder'],
  ])('ends for %s with one sentence and a code of its kind', async (_, args, code, message) => {
    const result = await runCommand('ask', args, index);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stdout).toBe('');
  });

  it('says how to make an index where there is none', async () => {
    const environment = { ...index.environment, DATA_DIR: `${index.environment.DATA_DIR}/none` };
    const { code, stderr } = await runCommand('ask', ['x'], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain('npm run ingest');
  });
});

describe('npm run search', () => {
  it('prints passages with scores, or as JSON', async () => {
    const plain = await runCommand('search', [DECORATORS, '-k', '2'], index);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toMatch(/^Gate · answer: [\d.]+[^]* 1\. How do decorators help/);
    const json = await runCommand('search', [DECORATORS, '-k', '2', '--json'], index);
    const { retrieval } = JSON.parse(json.stdout) as SearchResponse;
    expect(retrieval.passages).toHaveLength(2);
    expect(retrieval.passages[0]?.title).toMatch(/^How do decorators help/);
  });
});
