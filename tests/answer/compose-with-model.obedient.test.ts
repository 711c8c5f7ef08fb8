import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import { findMarkers } from '../../server/src/answer/citation-marker.ts';
import type { ModelPassage } from '../../server/src/answer/model-passage.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { ChatModel, Embedder } from '../../server/src/models/types.ts';
import { ROOT } from '../material.ts';
import { startScriptedServer, streamed, type ScriptedServer } from '../models/scripted-server.ts';
import { compose, MODELS_DIR, scriptedChat } from './model-fixture.ts';

const DOCUMENT = 'data/corpus/python-ai-intermediate.md';
const text = readFileSync(resolve(ROOT, DOCUMENT), 'utf8');
const { entries } = parseEntries('python-ai-intermediate.md', text);

let server: ScriptedServer;
let embedder: Embedder;
let chat: ChatModel;

beforeAll(async () => {
  server = await startScriptedServer();
  embedder = await openLocalEmbedder(MODELS_DIR);
  chat = await scriptedChat(server.baseUrl, { firstTokenMs: 30_000, idleMs: 30_000, totalMs: 60_000 });
});

afterAll(async () => {
  await embedder.close();
  await server.close();
});

/** The sections of an entry and of the next one, so that there is something to confuse. */
function passagesAround(index: number): ModelPassage[] {
  const sections = [entries[index], entries[(index + 1) % entries.length]].flatMap((entry) =>
    (entry?.sections ?? []).map((section) => ({ entry: entry!, section })),
  );
  return sections.map(({ entry, section }, position) => ({
    number: position + 1,
    entryId: entry.id,
    title: entry.titleText,
    section: section.kind,
    document: entry.documentPath,
    hash: section.hash,
    start: section.start,
    markdown: text.slice(section.start, section.end),
    sentences: section.sentences,
  }));
}

/** Every sentence as it stands there, with the number of its passage before the full stop. */
function copied(passages: readonly ModelPassage[]): { answer: string; count: number } {
  const parts = passages.slice(0, 2).flatMap((passage) =>
    passage.sentences.map(({ start, end, kind }) => {
      const quote = passage.markdown
        .slice(start - passage.start, end - passage.start)
        .replace(/\s*\n\s*/gu, kind === 'code' ? '\n' : ' ');
      const isBlock = kind === 'code' || kind === 'table';
      return isBlock
        ? `\n\n${quote}\n\n【${passage.number}】\n\n`
        : `\n\n${quote.replace(/([.!?]?)$/u, `【${passage.number}】$1`)}`;
    }),
  );
  return { answer: parts.join('').trim(), count: parts.length };
}

describe('a model that copies what it cites', () => {
  let [claims, supported, cited, exact] = [0, 0, 0, 0];

  test.each(entries.map((entry, index) => ({ id: entry.id, index })))(
    'is believed: $id',
    async ({ index }) => {
      const passages = passagesAround(index);
      const { answer: script, count } = copied(passages);
      server.script(streamed(script, 11));
      const { answer } = await compose({ chat, embedder, passages });
      claims += answer.verdicts.length;
      supported += answer.verdicts.filter(({ verdict }) => verdict === 'supported').length;
      cited += findMarkers(answer.text).length;
      exact += answer.citations.filter(({ entryId }) => entryId === entries[index]!.id).length;
      expect(answer.outcome).toBe('complete');
      expect(answer.verdicts.length).toBeGreaterThanOrEqual(count * 0.8);
      for (const { start, end, quote } of answer.citations) expect(text.slice(start, end)).toBe(quote);
    },
  );

  test('in nearly all that it says', () => {
    console.log({ claims, supported, cited, citationsOfTheEntry: exact });
    expect(supported / claims).toBeGreaterThanOrEqual(0.95);
    expect(cited / claims).toBeGreaterThanOrEqual(0.95);
  });
});
