import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppOptions } from '../../server/src/http/app-options.ts';
import { boundAsks } from '../../server/src/http/bound-asks.ts';
import type { Answer, AnswerPart, EntriesPage, EntryView } from '../../server/src/protocol.ts';
import { useSampleIndex } from '../doors/sample-index.ts';
import { chatBody, postChat, startServer } from './test-server.ts';

const index = useSampleIndex();

/** The whole server over the sample corpus with the real models. */
function startRealServer(options: Partial<AppOptions> = {}) {
  return startServer({ ...index.product(), ...options });
}

async function askAsJson(
  url: string,
  question: string,
  extra: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await postChat(url, chatBody(question, extra), {
    headers: { accept: 'application/json' },
  });
  expect([question, response.status]).toEqual([question, 200]);
  return (await response.json()) as Answer;
}

async function askAsStream(url: string, question: string): Promise<AnswerPart[]> {
  const text = await (await postChat(url, chatBody(question))).text();
  const frames = text.split('\n\n').flatMap((frame) => (frame.startsWith('data: ') ? [frame.slice(6)] : []));
  expect(frames.at(-1)).toBe('[DONE]');
  return frames.slice(0, -1).map((frame) => JSON.parse(frame) as AnswerPart);
}

const QUESTIONS = [
  'How do decorators help in AI pipelines?',
  'my groupby eats all the RAM, what can I do?',
  'deep copy vs shallow copy',
  'Who won the football world cup in 1998?',
  'hello',
  'asdf qwer zxcv',
];

/** Where a part may stand in the stream. */
const ORDER = [
  ['start'],
  ['data-question'],
  ['data-retrieval'],
  ['text-start', 'text-delta', 'text-end', 'data-citation'],
  ['source-document'],
  ['data-verdicts'],
  ['data-followups'],
  ['finish'],
];

describe('answers of the real product over HTTP', { timeout: 60_000 }, () => {
  it('quotes the corpus verbatim, with a source for every marker and a marker for every source', async () => {
    const { url } = await startRealServer();
    const document = readFileSync(join(index.environment.CORPUS_DIR!, 'python-ai-intermediate.md'), 'utf8');
    for (const question of QUESTIONS) {
      const answer = await askAsJson(url, question);
      const markers = new Set([...answer.text.matchAll(/【(\d+)】/g)].map(([, number]) => Number(number)));
      expect([question, [...markers]]).toEqual([question, answer.citations.map(({ number }) => number)]);
      for (const { start, end, quote } of answer.citations) expect(document.slice(start, end)).toBe(quote);
      for (const { start, end } of answer.verdicts) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(answer.text.length);
      }
    }
  });

  it('streams the parts in the order of the contract', async () => {
    const { url } = await startRealServer();
    for (const question of QUESTIONS) {
      const parts = await askAsStream(url, question);
      const positions = parts.map(({ type }) => ORDER.findIndex((types) => types.includes(type)));
      expect(positions).not.toContain(-1);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1);
    }
  });

  it('gives the same citations as a stream, as one object, and for many clients at once', async () => {
    const { url } = await startRealServer({
      ask: boundAsks(index.product().ask, { active: 2, waiting: 20, waitMs: 60_000 }),
    });
    const question = QUESTIONS[0]!;
    const quotes = (await askAsJson(url, question)).citations.map(({ quote }) => quote);
    expect(quotes.length).toBeGreaterThan(0);
    const answers = await Promise.all(Array.from({ length: 8 }, () => askAsStream(url, question)));
    for (const parts of answers) {
      expect(
        parts.flatMap((part) =>
          part.type === 'source-document' ? [part.providerMetadata.indepth.quote] : [],
        ),
      ).toEqual(quotes);
    }
  });

  it('finds every cited sentence in its entry, under the same hash', async () => {
    const { url } = await startRealServer();
    const { citations } = await askAsJson(url, QUESTIONS[0]!, { depth: 'deep' });
    for (const { entryId, start, end, quote, hash } of citations) {
      const entry = (await (
        await fetch(`${url}/api/entries/${encodeURIComponent(entryId)}`)
      ).json()) as EntryView;
      const section = entry.sections.find((each) => each.start <= start && end <= each.end);
      expect(section?.hash).toBe(hash);
      expect(section?.markdown.slice(start - section.start, end - section.start)).toBe(quote);
    }
  });

  it('names every entry of the corpus, and answers 404 for a collection that is not there', async () => {
    const { url } = await startRealServer();
    const { total, entries } = (await (await fetch(`${url}/api/entries`)).json()) as EntriesPage;
    expect([total, entries.length]).toEqual([20, 20]);
    expect((await fetch(`${url}/api/search?q=decorators&collection=nowhere`)).status).toBe(404);
  });

  it('answers or refuses anything that can be typed, without a fault', async () => {
    const { url, logged } = await startRealServer();
    const pieces = fc.constantFrom(
      '[',
      '`',
      '```',
      '$',
      '【1】',
      '<script>',
      '\u0000',
      '\u202e',
      '# ',
      '|',
      '\\',
      '\ud800',
      '2+2',
      'pandas',
    );
    const question = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        question.filter((text) => text.trim() !== ''),
        async (text) => {
          const { outcome, citations } = await askAsJson(url, text);
          if (outcome === 'refused') expect(citations).toEqual([]);
        },
      ),
      { numRuns: 15, examples: [['x'.repeat(4000)], ['*a'.repeat(2000)], ['\n\n'.repeat(1000) + '?']] },
    );
    expect(logged).toEqual([]);
  });
});
