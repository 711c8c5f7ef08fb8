import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../server/src/corpus/parse-markdown.ts';
import { splitSentences } from '../../server/src/corpus/sentences.ts';

/** The verbatim sentences of a Markdown text. */
function sentences(text: string): string[] {
  const source = parseMarkdown(text);
  const blocks = source.root.children.map((node) => ({
    node,
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
  }));
  return splitSentences(source, blocks).map(({ start, end }) => text.slice(start, end));
}

describe('splitSentences', () => {
  it.each([
    [
      'ends a sentence at a full stop, a question and an exclamation mark',
      'One. Two? Three! Four',
      ['One.', 'Two?', 'Three!', 'Four'],
    ],
    [
      'does not split decimals, versions and dotted names',
      'Use 3.5 or v1.2.3 of Node.js here. Then go.',
      ['Use 3.5 or v1.2.3 of Node.js here.', 'Then go.'],
    ],
    [
      'does not split after abbreviations',
      'Use a list, e.g. Python ones, i.e. arrays. See Fig. 3 vs. Fig. 4.',
      ['Use a list, e.g. Python ones, i.e. arrays.', 'See Fig. 3 vs. Fig. 4.'],
    ],
    [
      'splits after etc. before a capital, not before a small letter',
      'Lists, sets, etc. are fine. Maps, etc. Then stop.',
      ['Lists, sets, etc. are fine.', 'Maps, etc.', 'Then stop.'],
    ],
    [
      'takes "No." for an answer, and for an abbreviation before a number',
      'Is it? No. The end is No. 5 here.',
      ['Is it?', 'No.', 'The end is No. 5 here.'],
    ],
    [
      'keeps initials in a name',
      'It was Donald E. Knuth who wrote it. Then he slept.',
      ['It was Donald E. Knuth who wrote it.', 'Then he slept.'],
    ],
    [
      'keeps code, emphasis and links whole',
      'Call `a.b. C` now. **One. Two.** See [The doc. It helps](#x). End.',
      ['Call `a.b. C` now.', '**One. Two.**', 'See [The doc. It helps](#x).', 'End.'],
    ],
    [
      'lets a sentence begin with code',
      'It is fast. `np.where` does it.',
      ['It is fast.', '`np.where` does it.'],
    ],
    [
      'does not split inside parentheses',
      'It works (mostly. Not always) for us. Good.',
      ['It works (mostly. Not always) for us.', 'Good.'],
    ],
    [
      'puts closing quotation marks and emphasis with their sentence',
      'He said "Stop." **Then it ended.** **Really.**',
      ['He said "Stop."', '**Then it ended.**', '**Really.**'],
    ],
    [
      'ends a sentence where the author broke the line between labels',
      '**Shallow**: a copy\n**Deep**: all of it',
      ['**Shallow**: a copy', '**Deep**: all of it'],
    ],
    ['joins a line that merely wraps', 'This line goes\non here. End.', ['This line goes\non here.', 'End.']],
    ['splits at Chinese full stops', '这是一。这是二。', ['这是一。', '这是二。']],
    [
      'keeps a colon before a fence with its sentence',
      'Like this:\n\n```\nx. Y\n```',
      ['Like this:', '```\nx. Y\n```'],
    ],
    [
      'makes one sentence of a table and of a display formula',
      '| a |\n|---|\n| B. C |\n\n$$\nx. Y\n$$',
      ['| a |\n|---|\n| B. C |', '$$\nx. Y\n$$'],
    ],
    [
      'splits list items apart, and a long item at its sentences',
      '- One. Two.\n- Three\n  - Four',
      ['One.', 'Two.', 'Three', 'Four'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('gives text without marks, with code as it is and damage repaired', () => {
    const text = 'The **bold** `x  y` donâ€™t\n  [link](u) &amp; \\*.';
    const source = parseMarkdown(text);
    const [node] = source.root.children;
    const [sentence] = splitSentences(source, [{ node: node!, start: 0, end: text.length }]);
    expect(sentence?.text).toBe('The bold x y don’t link & *.');
    expect(text.slice(sentence?.start, sentence?.end)).toBe(text);
  });

  it('keeps a quotation that only starts or only ends an answer', () => {
    expect(sentences('"Duck" is a name.')).toEqual(['"Duck" is a name.']);
    expect(sentences('The name is "Duck"')).toEqual(['The name is "Duck"']);
    expect(sentences('"Duck" or "Goose"')).toEqual(['"Duck" or "Goose"']);
  });

  it('strips the marks that wrap an answer over paragraphs and lists, and an opening one that nothing closes', () => {
    expect(sentences('"First "inner" here.\n\n- one\n- two"')).toEqual(['First "inner" here.', 'one', 'two']);
    expect(sentences('"First.\n\nSecond.')).toEqual(['First.', 'Second.']);
    expect(sentences('“First.”')).toEqual(['First.']);
  });
});
