import { expect, it } from 'vitest';
import type { AnswerPart } from '../../server/src/protocol.ts';
import { evaluateTitles, renderTitles } from './exact-titles.ts';
import type { Subject } from './run-question.ts';

/** A subject that retrieves the listed entry for each question. */
function finding(found: Record<string, string>): Subject {
  return {
    name: 'scripted',
    entries: [],
    sectionsOf: () => Promise.resolve(null),
    async *ask({ question }) {
      await Promise.resolve();
      const passages = [{ entryId: found[question] }];
      yield { type: 'data-retrieval', data: { passages } } as unknown as AnswerPart;
    },
  };
}

const entries = [
  { id: 'a#1', titleText: 'What is a list?' },
  { id: 'b#1', titleText: 'what is  a list?' },
  { id: 'b#2', titleText: 'What is SQL?' },
  { id: 'b#3', titleText: 'What is git?' },
];

it('counts an entry found first, and one with the same title, and lists the others', async () => {
  const subject = finding({
    'What is a list?': 'a#1',
    'what is  a list?': 'a#1',
    'What is SQL?': 'b#2',
    'What is git?': 'b#2',
  });
  const rows = await evaluateTitles(subject, entries);
  expect(rows.map(({ isFound }) => isFound)).toEqual([true, true, true, false]);
  const text = renderTitles(rows);
  expect(text).toContain('hit@1 0.7500');
  expect(text).toContain('b#3 "What is git?" finds b#2');
});
