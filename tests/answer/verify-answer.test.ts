import { describe, expect, test } from 'vitest';
import { sentencesOfAnswer } from '../../server/src/answer/answer-sentences.ts';
import { verifyAnswer } from '../../server/src/answer/verify-answer.ts';

const citations = [
  { number: 1, text: 'Tuples are immutable.', title: 'What are tuples?' },
  { number: 2, text: 'Lists are mutable.', title: 'What are lists?' },
  { number: 3, text: 'x = [1, 2]\nprint(x)', title: 'How do you print a list?' },
];
const evidence = {
  citations,
  passages: citations.map(({ text }) => text),
  similarity: () => Promise.resolve(0.9),
};

async function verdicts(text: string) {
  const found = await verifyAnswer(text, evidence);
  return found.map(({ start, end, verdict, citations: numbers }) => [
    text.slice(start, end),
    verdict,
    numbers,
  ]);
}

describe('sentencesOfAnswer', () => {
  test('gives a marker to the sentence before it, before or behind the full stop', () => {
    const text = 'Tuples are immutable【1】. Lists are mutable. 【2】 Both are sequences.';
    expect(
      sentencesOfAnswer(text).map(({ start, end, citations: numbers }) => [text.slice(start, end), numbers]),
    ).toEqual([
      ['Tuples are immutable【1】.', [1]],
      ['Lists are mutable. 【2】', [2]],
      ['Both are sequences.', []],
    ]);
  });

  test('begins a sentence behind a marker although a name in small letters follows', () => {
    const text = 'Tuples are immutable【1】. `loc` selects by label【2】. iloc does not.';
    expect(sentencesOfAnswer(text)).toHaveLength(3);
  });

  test('gives a marker on a line of its own behind code to the code', () => {
    const [code] = sentencesOfAnswer('```python\nx = 1\n```\n【3】').slice(-1);
    expect(code).toMatchObject({ kind: 'code', citations: [3] });
  });

  test('leaves headings out, and markers in code alone', () => {
    expect(
      sentencesOfAnswer('## Tuples\n\nUse `t[0]【1】` here.').map(({ citations: numbers }) => numbers),
    ).toEqual([[]]);
  });
});

describe('verifyAnswer', () => {
  test('judges each sentence by the spans that it cites, markers included in its range', async () => {
    expect(await verdicts('Tuples are immutable【1】. Lists are immutable【2】.')).toEqual([
      ['Tuples are immutable【1】.', 'supported', [1]],
      ['Lists are immutable【2】.', 'unsupported', [2]],
    ]);
  });

  test('lets one marker speak for the sentence before as well, where its source says both', async () => {
    const both = { number: 4, text: 'Sets are unordered. Sets hold no duplicates.', title: 'What are sets?' };
    const found = await verifyAnswer(
      'Tuples are immutable【1】. Sets are unordered. Sets hold no duplicates【4】. Sets are slow. Lists are mutable【2】.',
      { ...evidence, citations: [...citations, both] },
    );
    expect(found.map(({ start, verdict, citations: numbers }) => [start, verdict, numbers])).toEqual([
      [0, 'supported', [1]],
      [25, 'supported', [4]],
      [73, 'unsupported', []],
      [88, 'supported', [2]],
    ]);
  });

  test('lets two citations support a sentence together', async () => {
    expect(await verdicts('Tuples are immutable and lists are mutable【1】【2】.')).toEqual([
      [
        'Tuples are immutable and lists are mutable【1】【2】.',
        expect.stringMatching(/supported|partial/u),
        [1, 2],
      ],
    ]);
  });

  test('does not let one citation support what another contradicts', async () => {
    const [found] = await verdicts('Lists are immutable【1】【2】.');
    expect(found?.[1]).not.toBe('supported');
  });

  test('never supports more than in part what cites nothing', async () => {
    expect(await verdicts('Tuples are immutable. Tuples are fast.')).toEqual([
      ['Tuples are immutable.', 'partial', []],
      ['Tuples are fast.', 'unsupported', []],
    ]);
  });

  test('supports code that stands in the source, and not code that was changed', async () => {
    const code = (text: string) => `\`\`\`python\n${text}\n\`\`\`\n【3】`;
    expect((await verdicts(code('x = [1, 2]\nprint(x)')))[0]?.[1]).toBe('supported');
    expect((await verdicts(code('x = [1, 3]\nprint(x)')))[0]?.[1]).not.toBe('supported');
  });

  test('takes what the sources leave out for no claim, and lead-ins for no sentence', async () => {
    expect(
      await verdicts('Two things:\n\n- Lists are mutable【2】\n\nThe passages do not cover dictionaries.'),
    ).toEqual([
      ['Lists are mutable【2】', 'supported', [2]],
      ['The passages do not cover dictionaries.', 'partial', []],
    ]);
  });
});
