import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallTalkKind, smallTalkReply } from '../../server/src/answer/small-talk-reply.ts';
import { SMALL_TALK } from '../../server/src/answer/small-talk.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

const KINDS = [...new Set(SMALL_TALK.map(([kind]) => kind))];
/** One axis for each example. */
const axis = (at: number) => Float32Array.from(SMALL_TALK, (_, index) => Number(index === at));
const examples = SMALL_TALK.map((_, index) => axis(index));

describe('the kind of small talk', () => {
  test('is that of the closest example', () => {
    SMALL_TALK.forEach(([kind], index) => expect(smallTalkKind(axis(index), examples)).toBe(kind));
  });

  test('is none where no example is close, or there are no examples', () => {
    expect(smallTalkKind(axis(-1), examples)).toBeNull();
    expect(smallTalkKind(axis(0), [])).toBeNull();
  });

  test('does not change when a message comes closer to its example', () => {
    fc.assert(
      fc.property(
        fc.nat(SMALL_TALK.length - 1),
        fc.double({ min: 0.63, max: 1, noNaN: true }),
        (at, cosine) => {
          expect(
            smallTalkKind(
              axis(at).map((value) => value * cosine),
              examples,
            ),
          ).toBe(SMALL_TALK[at]![0]);
          expect(
            smallTalkKind(
              axis(at).map((value) => value * (cosine - 0.4)),
              examples,
            ),
          ).toBeNull();
        },
      ),
    );
  });
});

describe('the reply to small talk', () => {
  const document = (topic: string, count: number) =>
    [
      `## ${topic}`,
      ...Array.from(
        { length: count },
        (_, index) => `### ${index + 1}. What is ${topic} ${index}?\nIt is so.`,
      ),
    ].join('\n\n');

  test('claims nothing about the corpus but its size, and has no marker', async () => {
    const snapshot = await unrankedSnapshot({ 'a.md': document('Lists', 1) });
    for (const kind of KINDS) expect(smallTalkReply(kind, snapshot)).not.toMatch(/【|undefined|NaN/);
    expect(smallTalkReply('identity', snapshot)).toContain('1 entry in 1 document ');
  });

  test('lists topics by size, the largest first, eight at most', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`${index}.md`, document(`Topic${index}`, index + 1)]),
    );
    const reply = smallTalkReply('overview', await unrankedSnapshot(documents));
    const lines = reply.split('\n').filter((line) => line.startsWith('- '));
    expect(lines.slice(0, 2)).toEqual(['- Topic9: 10', '- Topic8: 9']);
    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe('- and 2 more topics');
    expect(reply).toContain('55 entries in 10 documents');
  });
});
