import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { ModelPassage } from '../../server/src/answer/model-passage.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { ChatModel, Embedder } from '../../server/src/models/types.ts';
import type { Verdict } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';
import { startScriptedServer, streamed, type ScriptedServer } from '../models/scripted-server.ts';
import { compose, MODELS_DIR, scriptedChat } from './model-fixture.ts';

/** What a model says about an entry, in which truths and lies are mixed. */
const rowSchema = z.object({
  document: z.string(),
  number: z.string(),
  claims: z.array(z.object({ label: z.enum(['true', 'false']), text: z.string() })),
});

const ROWS = readFileSync(resolve(import.meta.dirname, 'lying-model.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => rowSchema.parse(JSON.parse(line)));

const FOLDERS = ['tests/fixtures/python-ml', 'tests/fixtures/python-ml-own'];

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

/** The sections of one entry of the fixtures, each a passage. */
function passagesOf(document: string, number: string): ModelPassage[] {
  const path = FOLDERS.map((folder) => resolve(ROOT, folder, document)).find((file) => existsSync(file))!;
  const text = readFileSync(path, 'utf8');
  const entry = parseEntries(document, text).entries.find((candidate) => candidate.number === number)!;
  return entry.sections.map((section, index) => ({
    number: index + 1,
    entryId: entry.id,
    title: entry.titleText,
    section: section.kind,
    document,
    hash: section.hash,
    start: section.start,
    markdown: text.slice(section.start, section.end),
    sentences: section.sentences,
  }));
}

describe('a model that mixes truths and lies', () => {
  const counts = { true: empty(), false: empty() };
  let quotes = 0;

  test.each(ROWS)(
    'is checked sentence by sentence: $document $number',
    async ({ document, number, claims }) => {
      const passages = passagesOf(document, number);
      const numbers = passages.map((passage) => passage.number).join(', ');
      server.script(streamed(claims.map(({ text }) => text.replace(/\.$/u, `【${numbers}】.`)).join(' '), 9));
      const { answer } = await compose({ chat, embedder, passages, question: 'What about it?' });
      expect(answer.verdicts).toHaveLength(claims.length);
      for (const [index, { label }] of claims.entries()) {
        const { verdict, citations } = answer.verdicts[index]!;
        counts[label][verdict] += 1;
        if (verdict === 'supported') expect(citations.length).toBeGreaterThan(0);
      }
      const source = passages.map(({ markdown }) => markdown).join('\n');
      for (const { quote } of answer.citations) expect(source).toContain(quote);
      quotes += answer.citations.length;
    },
  );

  test('lies are not supported, truths not rejected', () => {
    const [lies, truths] = [counts.false, counts.true];
    console.log({ lies, truths, quotes });
    const total = (tally: Record<Verdict, number>) => tally.supported + tally.partial + tally.unsupported;
    expect(total(lies)).toBeGreaterThanOrEqual(60);
    expect(lies.supported / total(lies)).toBeLessThanOrEqual(0.1);
    expect(truths.unsupported / total(truths)).toBeLessThanOrEqual(0.1);
  });
});

function empty(): Record<Verdict, number> {
  return { supported: 0, partial: 0, unsupported: 0 };
}
