import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCitation, quoteMarkdown } from '../../server/src/answer/citation.ts';
import { parseAnswer } from '../../server/src/answer/answer-markdown.ts';
import { findMarkers } from '../../server/src/answer/citation-marker.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { unrankedSnapshot } from '../sample-snapshot.ts';

const firstSection = (snapshot: Snapshot) => {
  const entry = snapshot.entries[0]!;
  const section = entry.sections[0]!;
  return { entry, section, text: snapshot.documents.get(entry.documentPath)!.text };
};

async function quotes(body: string): Promise<string[]> {
  const { entry, section, text } = firstSection(
    await unrankedSnapshot({ 'a.md': `## 1. What is it?\n${body}` }),
  );
  return section.sentences.map((sentence) => quoteMarkdown(text, entry, sentence));
}

describe('a citation', () => {
  test('names entry, section and span; its quote is exactly what stands there', async () => {
    const snapshot = await unrankedSnapshot({
      'a.md': '## 7. What is a list?\nA *mutable* sequence. It grows.',
    });
    const { entry, section, text } = firstSection(snapshot);
    const citation = makeCitation(snapshot, { entry, section, span: section.sentences[0]!, number: 3 });
    expect(citation).toEqual({
      number: 3,
      entryId: 'a#7',
      title: 'What is a list?',
      section: 'answer',
      document: 'a.md',
      start: text.indexOf('A *'),
      end: text.indexOf(' It'),
      quote: 'A *mutable* sequence.',
      hash: section.hash,
    });
  });
});

describe('a quote outside its source', () => {
  test('reads on over the line breaks of the source, CRLF and quotation marks among them', async () => {
    expect(await quotes('A list\r\ngrows. A tuple\r\ndoes not.')).toEqual([
      'A list grows.',
      'A tuple does not.',
    ]);
    expect(await quotes('> A list\n> grows by\n> doubling.')).toEqual(['A list grows by doubling.']);
  });

  test('shows damaged encoding repaired, while the citation keeps what stands there', async () => {
    const snapshot = await unrankedSnapshot({
      'a.md': '## 1. What is it?\nThatâ€™s a caf\u00c3\u00a9 rule.',
    });
    const { entry, section, text } = firstSection(snapshot);
    const sentence = section.sentences[0]!;
    expect(quoteMarkdown(text, entry, sentence)).toBe('That’s a café rule.');
    const { quote, start, end } = makeCitation(snapshot, { entry, section, span: sentence, number: 1 });
    expect(quote).toBe('Thatâ€™s a caf\u00c3\u00a9 rule.');
    expect(text.slice(start, end)).toBe(quote);
  });

  test('keeps code byte for byte, but for the indentation of the list around it', async () => {
    const code =
      "```python\nif d['k'] == [x for x in xs]:\n    print(1 << 3)  # $PATH  \n\n\treturn r'\\d'\n```";
    expect(await quotes(`Like this:\n\n${code}`)).toEqual(['Like this:', code]);
    const indented = code.replaceAll('\n', '\n   ');
    expect((await quotes(`1. Like this:\n\n   ${indented}`)).at(-1)!.replace(/[ \t]+$/gm, '')).toBe(
      code.replace(/[ \t]+$/gm, ''),
    );
  });

  test('of code ends at its fence, where a quotation mark sticks to it', async () => {
    expect((await quotes('"Like this:\n\n```python\nx = 1\n```"')).at(-1)).toBe('```python\nx = 1\n```');
  });

  test('cannot bring a marker of its own, but for code, where none is read', async () => {
    for (const quote of await quotes(
      'It is so 【1】.\n\n- or 【2】\n\n| 【3】 |\n|---|\n| b |\n\n```\n【4】\n```',
    )) {
      expect(findMarkers(quote)).toEqual([]);
    }
  });

  test('that stands inside a paragraph does not become a list, a heading or a quotation', async () => {
    const body = 'It began so. 1986. That was the year. - 5 is negative. # counts. > 3 rows fail.';
    for (const quote of await quotes(body)) {
      expect(parseAnswer(quote).children.map(({ type }) => type)).toEqual(['paragraph']);
    }
  });

  test('of plain text is one paragraph, whatever it begins with', () => {
    const start = fc.constantFrom(
      '1. ',
      '12) ',
      '- ',
      '+ ',
      '* ',
      '# ',
      '### ',
      '> ',
      '=== ',
      '~~~ ',
      '---',
      '* * *',
      '\t',
    );
    const entry = { repairs: [] } as never;
    fc.assert(
      fc.property(start, fc.constantFrom('so it is', '5'), (mark, words) => {
        const text = `${mark}${words}`;
        const sentence = { start: 0, end: text.length, text, kind: 'prose', block: 0 } as const;
        const nodes = parseAnswer(quoteMarkdown(text, entry, sentence)).children;
        expect([text, nodes.map(({ type }) => type)]).toEqual([text, ['paragraph']]);
      }),
    );
  });
});
