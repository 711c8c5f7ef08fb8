import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'conventions');

/** By fixture: each entry's number, title, and its sections with their numbers of sentences. */
const EXPECTED: Record<string, (string | null)[][]> = {
  'list-item-headings': [
    ['1', 'What is React', 'answer 5'],
    ['2', 'What are hooks', 'answer 1'],
    ['3', 'What is JSX?', 'answer 1'],
  ],
  'answer-in-disclosure': [
    ['1', "What's the output?", 'answer 5'],
    ['2', "What's the output two?", 'answer 3'],
  ],
  'details-questions': [
    [null, 'What is Docker?', 'answer 1'],
    [null, 'What is an image?', 'answer 2'],
    [null, 'What is a volume?', 'answer 1'],
    [null, 'True or false? Containers are VMs', 'answer 2'],
  ],
  'bold-q-lines': [
    [null, 'What is a goroutine?', 'answer 1'],
    [null, 'What is a channel?', 'answer 2'],
    [null, 'What is defer?', 'answer 1'],
  ],
  'bold-numbered-lines': [
    ['1', 'What is Node.js?', 'answer 1'],
    ['2', 'Explain the event loop.', 'answer 1'],
    ['3', 'What is npm?', 'answer 1'],
  ],
  'q-and-a-lines': [
    [null, 'What is Python?', 'answer 2'],
    [null, 'What is pip?', 'answer 1'],
  ],
  'q-prefix-closed-headings': [
    ['1', 'What is Go?', 'answer 1'],
    ['2', 'What is a slice?', 'answer 1', 'Example 1'],
    ['3', 'What is a map?', 'answer 1'],
  ],
  'parenthesis-numbers': [
    ['7', 'What is React?', 'answer 1'],
    ['8', 'What is state?', 'answer 1'],
  ],
  'level-changes': [
    ['1', 'What is A?', 'answer 1', 'indepth 1'],
    ['2', 'What is B?', 'answer 1', 'indepth 1'],
    ['3', 'What is C?', 'answer 1'],
    ['4', 'What is D?', 'answer 1'],
  ],
  'numbered-steps': [
    ['1', 'How do you deploy?', 'answer 3', 'indepth 1'],
    ['2', 'How do you roll back?', 'answer 1'],
  ],
  'numbered-topics': [
    [null, 'What is a list?', 'answer 1'],
    [null, 'What is a dict?', 'answer 1'],
    [null, 'What is a metaclass?', 'answer 1'],
  ],
  'two-level-numbers': [
    ['1.1', 'What is a list?', 'answer 1'],
    ['1.2', 'Tuples', 'answer 1'],
    ['2.1', 'What is a metaclass?', 'answer 1'],
  ],
  'no-questions': [
    [null, 'Guide', 'answer 1'],
    [null, 'Installation', 'answer 1'],
    [null, 'Linux', 'answer 1'],
    [null, 'Usage', 'answer 1'],
  ],
  'underlined-headings': [
    [null, 'What is X?', 'answer 1'],
    [null, 'Other?', 'answer 1'],
  ],
  'rule-under-paragraph': [
    ['1', 'What is X?', 'answer 1'],
    ['2', 'What is Y?', 'answer 1'],
  ],
  'ordered-list-tight': [
    ['1', 'What is a closure?', 'answer 1'],
    ['2', 'What is hoisting?', 'answer 1'],
    ['3', 'What is this?', 'answer 1'],
    ['4', 'What is bind?', 'answer 1'],
  ],
  'ordered-list-loose': [
    ['1', 'What is a closure?', 'answer 1'],
    ['2', 'What is hoisting?', 'answer 1'],
  ],
  'contents-and-placeholders': [
    ['1', 'What is A?', 'answer 1'],
    ['2', 'What is B?', 'answer 0'],
    ['3', 'What is C?', 'answer 0'],
  ],
  'unclosed-fence': [
    ['1', 'What is A?', 'answer 2'],
    ['2', 'What is B?', 'answer 2'],
    ['3', 'What is C?', 'answer 1'],
  ],
  'unclosed-bare-fence': [
    ['1', 'What is A?', 'answer 2'],
    ['2', 'What is B?', 'answer 1'],
  ],
  'decorated-titles': [
    ['1', 'What is A?', 'answer 1'],
    ['2', 'What is B?', 'answer 1'],
    ['3', 'What is `C`?', 'answer 1'],
    ['4', 'What is D?', 'answer 1'],
    ['5', 'What is E?', 'answer 1'],
    ['6', 'What is F?', 'answer 1'],
    ['7', 'What is G?', 'answer 1'],
  ],
  'unnumbered-questions': [
    [null, 'What is A?', 'answer 1', 'Why is it so? 1'],
    [null, 'Closures', 'answer 1'],
    [null, 'How does B work?', 'answer 1'],
    [null, 'What about C?', 'answer 1'],
  ],
  'html-headings': [
    ['1', 'What is A?', 'answer 1'],
    ['2', 'What is B?', 'answer 1'],
  ],
  'no-space-headings': [
    ['1', 'What is A?', 'answer 1'],
    ['2', 'What is B?', 'answer 1'],
  ],
  'bare-numbers': [
    ['1', 'What is A?', 'answer 1'],
    ['2', 'What is B?', 'answer 1'],
    ['3', 'What is C?', 'answer 1'],
  ],
  'answer-marks': [
    ['1', 'What is JVM?', 'answer 1'],
    ['2', 'What is JIT?', 'answer 1'],
  ],
  'one-question-file': [[null, 'What is RAG?', 'answer 1', 'Architecture 1', 'Pitfalls 1']],
  'answer-heading': [[null, 'What is a closure?', 'answer 1', 'Good to hear 1']],
  'no-headings': [[null, 'no headings', 'answer 2']],
  'indepth-at-question-level': [
    ['1', 'What is A?', 'answer 1', 'indepth 1'],
    ['2', 'What is B?', 'answer 1', 'indepth 1'],
  ],
  'question-table': [
    [null, 'What is A?', 'answer 1'],
    [null, 'What is B?', 'answer 1'],
  ],
  'bold-lines-in-answer': [
    ['1', 'What is A?', 'answer 5'],
    ['2', 'What is B?', 'answer 1'],
  ],
  'front-matter': [[null, 'What is a trie?', 'answer 1', 'Complexity 1']],
  'bold-questions-with-ratings': [
    [null, 'What is regression?', 'answer 1'],
    [null, 'Can you explain what a residual is?', 'answer 0'],
    [null, 'What is the normal equation?', 'answer 3'],
  ],
  'linked-contents': [
    ['1', 'What is an outlier?', 'answer 1'],
    [
      '2',
      'What is bagging? And why does it lower the variance of the model that it is used with?',
      'answer 1',
    ],
    ['3', 'What is boosting? And why does it lower the bias of the model that it is used with?', 'answer 1'],
  ],
  'plain-contents': [
    [null, 'What is a flux capacitor and what are the parts that it is made of in practice?', 'answer 1'],
    [null, 'What is a hoverboard and how does it manage to stay above the ground at all times?', 'answer 1'],
    [
      null,
      'What is a time machine and which of its parts would you check before a long journey?',
      'answer 1',
    ],
  ],
  'dividers-and-back-links': [
    [null, 'What is Node?', 'answer 1'],
    [null, 'What is npm?', 'answer 3'],
    [null, 'How do you install Node?', 'answer 1'],
  ],
  'anchor-lines-and-sources': [
    [null, 'What is Flux? (Junior)', 'answer 1', 'Source 0'],
    [null, 'What is a store? (Mid)', 'answer 1', 'Source 0'],
    [null, 'What is a thunk? (Senior)', 'answer 1', 'Source 0'],
  ],
  'details-with-code-and-gaps': [
    [null, 'What is the difference between `git pull` and `git fetch`?', 'answer 1'],
    [null, 'Explain what `.gitignore` is used for', 'answer 0'],
    [null, 'What is the `.git` directory?', 'answer 2'],
  ],
  'steps-with-numbers-like-questions': [
    ['1', 'What are the _key features_ of _Python_?', 'answer 1', 'Key features 3'],
    ['2', 'How is _Python_ executed?', 'answer 2'],
    ['3', 'What is a list?', 'answer 1'],
  ],
  'tags-in-text': [['1', 'What does `List<String>` mean?', 'answer 2']],
};

describe('the conventions that question collections follow', () => {
  it.each(Object.entries(EXPECTED))('reads every entry of %s', (name, expected) => {
    const text = readFileSync(join(FOLDER, `${name}.md`), 'utf8');
    const { entries } = parseEntries(`${name}.md`, text);
    const read = entries.map((entry) => [
      entry.number,
      entry.title,
      ...entry.sections.map((section) => `${section.name} ${String(section.sentences.length)}`),
    ]);
    expect(read).toEqual(expected);
  });

  it('takes headings between questions of their own level for topics', () => {
    const text = readFileSync(join(FOLDER, 'dividers-and-back-links.md'), 'utf8');
    const { entries } = parseEntries('a.md', text);
    expect(entries.map(({ topics }) => topics.at(-1))).toEqual([
      '1. INTRODUCTION',
      '1. INTRODUCTION',
      '2. SETUP',
    ]);
    expect(entries.map(({ topics }) => topics.length)).toEqual([2, 2, 2]);
  });
});
