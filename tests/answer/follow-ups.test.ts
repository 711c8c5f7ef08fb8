import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  candidatesAfter,
  chooseFollowUps,
  MAX_FOLLOW_UPS,
  titleQuestion,
  type FollowUpCandidate,
} from '../../server/src/answer/follow-ups.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await unrankedSnapshot({
    'a.md': `## 1. What is a decorator?
It wraps a function. It keeps its name by \`functools.wraps\`. See **closures** and \`x = [1]\`.

## 2. What is a closure?
It keeps a variable.

## 3. What is a generator?
It yields.

## 4. What is a list?
It grows.`,
  });
});

const related = (entry: number) => titleQuestion(snapshot, entry, 'related');
const answersItself = (question: string) =>
  Promise.resolve(snapshot.entries.findIndex(({ titleText }) => titleText === question));

describe('the follow-ups that are offered', () => {
  test('are those that the gate lets pass, three at most, in order', async () => {
    const check = (question: string) =>
      question.includes('closure') ? Promise.resolve(null) : answersItself(question);
    const chosen = await chooseFollowUps(snapshot, [1, 0, 2, 3].map(related), { asked: [], check });
    expect(chosen.map(({ entryId }) => entryId)).toEqual(['a#1', 'a#3', 'a#4']);
  });

  test('are not those that another entry would answer than the one they come from', async () => {
    const chosen = await chooseFollowUps(snapshot, [related(1)], {
      asked: [],
      check: () => Promise.resolve(2),
    });
    expect(chosen).toEqual([]);
  });

  test('never repeat a question of the conversation, however it was typed', async () => {
    const chosen = await chooseFollowUps(snapshot, [0, 1].map(related), {
      asked: ['what is a  DECORATOR'],
      check: answersItself,
    });
    expect(chosen.map(({ entryId }) => entryId)).toEqual(['a#2']);
  });

  test('are still found after many questions of the conversation, which cost no check', async () => {
    const many = Array.from({ length: 20 }, (_, index): FollowUpCandidate => ({
      question: `q${index}`,
      entry: 0,
      kind: 'deeper',
    }));
    const checked: string[] = [];
    const chosen = await chooseFollowUps(snapshot, [...many, related(1)], {
      asked: many.map(({ question }) => question),
      check: (question) => {
        checked.push(question);
        return answersItself(question);
      },
    });
    expect(chosen.map(({ entryId }) => entryId)).toEqual(['a#2']);
    expect(checked).toEqual(['What is a closure?']);
  });

  test('lead to different entries, were each checked, and are three at most', async () => {
    const candidate = fc.record({
      question: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      entry: fc.nat(4),
      kind: fc.constantFrom('deeper', 'related'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(candidate), fc.subarray(['a', 'b']), async (candidates, asked) => {
        const passed = new Set<string>();
        const check = (question: string) => {
          passed.add(question);
          return Promise.resolve(candidates.find((each) => each.question === question)?.entry ?? null);
        };
        const chosen = await chooseFollowUps(snapshot, candidates, { asked, check });
        expect(chosen.length).toBeLessThanOrEqual(MAX_FOLLOW_UPS);
        expect(new Set(chosen.map(({ entryId }) => entryId)).size).toBe(chosen.length);
        for (const { question } of chosen) {
          expect(passed).toContain(question);
          expect(asked).not.toContain(question);
        }
      }),
    );
  });
});

describe('the candidates after an answer', () => {
  const after = (
    picks: { entry: number; section: number; sentence: number }[],
    question = 'What is a decorator?',
  ) => candidatesAfter(snapshot, { entries: [0], picks, question });

  test('are neighbours first, then terms of the entry that the answer left out', () => {
    const candidates = after([{ entry: 0, section: 0, sentence: 0 }]);
    expect(candidates.slice(0, 2).map(({ kind }) => kind)).toEqual(['related', 'related']);
    const deeper = candidates.filter(({ kind }) => kind === 'deeper').map(({ question }) => question);
    expect(deeper).toHaveLength(2);
    expect(deeper[0]).toContain('`functools.wraps`');
    expect(deeper[1]).toContain('closures');
    expect(deeper.join()).not.toContain('x = [1]');
  });

  test('leave out terms that were quoted or asked about, and the entry itself', () => {
    const candidates = after([{ entry: 0, section: 0, sentence: 1 }], 'how do closures relate?');
    expect(candidates.filter(({ kind }) => kind === 'deeper')).toEqual([]);
    expect(candidates.map(({ entry }) => entry)).not.toContain(0);
  });

  test('are none where nothing was quoted', () => {
    expect(candidatesAfter(snapshot, { entries: [], picks: [], question: '' })).toEqual([]);
  });
});

test('an entry that an earlier answer quoted is not offered again', async () => {
  const told = await unrankedSnapshot({
    'a.md': `## 1. What is a decorator?
It wraps a function and changes what happens around a call.

## 2. What is a closure?
It keeps the variables of the function that made it alive.

## 3. What is a generator?
It yields one value after the other and keeps its place.`,
  });
  const after = (said: string) =>
    candidatesAfter(told, { entries: [0], picks: [], question: 'decorator?', said }).map(
      ({ entry }) => entry,
    );
  expect(after('')).toEqual([1, 2]);
  expect(after('It keeps the *variables* of the function that made it alive.')).toEqual([2]);
});
