import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../material.ts';
import { createEntryLookup } from './entry-lookup.ts';
import { readQuestionSet } from './question-sets.ts';

const corpus = readFileSync(join(ROOT, 'data/corpus/python-ai-intermediate.md'), 'utf8');
const texts = new Map(
  corpus
    .split(/^### (?=\d+\.)/mu)
    .slice(1)
    .map((text) => [String(parseInt(text, 10)), text]),
);
const entries = [...texts.keys()].map((number) => ({ id: number, number, documentPath: 'sample.md' }));
const questions = readQuestionSet(
  join(import.meta.dirname, 'sample-questions.jsonl'),
  createEntryLookup(entries),
);

describe('the questions on the sample corpus', () => {
  it('are at least 120, 40 of them on no entry, 4 on each entry', () => {
    expect(texts.size).toBe(20);
    expect(questions.length).toBeGreaterThanOrEqual(120);
    expect(questions.filter(({ gold }) => gold.length === 0).length).toBeGreaterThanOrEqual(40);
    const perEntry = entries.map(({ id }) => questions.filter(({ gold }) => gold.includes(id)).length);
    expect(Math.min(...perEntry)).toBeGreaterThanOrEqual(4);
  });

  it('are all different', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });

  it('have facts that stand word for word in the entry they name', () => {
    for (const { id, nuggets, gold } of questions) {
      for (const { entryId, text } of nuggets) {
        expect(gold, id).toContain(entryId);
        expect(texts.get(entryId), id).toContain(text);
      }
    }
  });

  it('have a fact for every entry that they ask for', () => {
    for (const { id, nuggets, gold, need } of questions) {
      expect(new Set(nuggets.map(({ entryId }) => entryId)), id).toEqual(new Set(gold));
      expect(need === 'none', id).toBe(gold.length === 0);
    }
  });
});
