import { describe, expect, it } from 'vitest';
import { scanFences } from '../../server/src/corpus/fences.ts';
import { frontMatter } from '../../server/src/corpus/front-matter.ts';
import { maskDocument } from '../../server/src/corpus/mask.ts';
import { parseMarkdown } from '../../server/src/corpus/parse-markdown.ts';

const FENCE = '```';

/** Types of the top-level blocks with the text that each spans. */
function blocks(text: string): [string, string][] {
  return parseMarkdown(text).root.children.map((node) => [
    node.type,
    text.slice(node.position?.start.offset, node.position?.end.offset),
  ]);
}

describe('parseMarkdown', () => {
  it('closes a fence at a closing mark with a quotation mark stuck to it', () => {
    expect(blocks(`${FENCE}js\na\n${FENCE}"\n\ntext`).map(([type]) => type)).toEqual(['code', 'paragraph']);
  });

  it('ends an unclosed fence before the next numbered question, and goes on from there', () => {
    const text = `### 1. A\n${FENCE}py\nx = 1\n\n### 2. B\ntext\n`;
    expect(blocks(text).map(([type]) => type)).toEqual(['heading', 'code', 'heading', 'paragraph']);
    expect(blocks(text)[2]?.[1]).toBe('### 2. B');
  });

  it('ends an unclosed fence before a fence with a language', () => {
    const text = `${FENCE}py\nx\n\n#### Indepth\ntext\n\n${FENCE}py\ny\n${FENCE}\n`;
    expect(blocks(text).map(([type]) => type)).toEqual(['code', 'heading', 'paragraph', 'code']);
  });

  it('does not let an unclosed formula or comment swallow the rest', () => {
    expect(blocks('$$\n\n# A\n\ntext').map(([type]) => type)).toEqual(['heading', 'paragraph']);
    expect(blocks('<!-- open\n\n# A\n').map(([type]) => type)).toContain('heading');
  });

  it('reads the content of HTML blocks as Markdown and reports summaries and headings', () => {
    const text = '<details>\n<summary>What is A?</summary>\n\n- one\n- two\n</details>\n\n<h3>B</h3>\n';
    const parsed = parseMarkdown(text);
    expect(parsed.root.children.map((node) => node.type)).toEqual(['paragraph', 'list', 'paragraph']);
    expect(parsed.marks.map((mark) => [mark.type, mark.level, text.slice(mark.start, mark.end)])).toEqual([
      ['summary', 0, 'What is A?'],
      ['heading', 3, 'B'],
    ]);
  });

  it('leaves tags in code, and verbatim elements, as they are', () => {
    expect(blocks(`${FENCE}html\n<details>\n${FENCE}\n`)).toEqual([
      ['code', `${FENCE}html\n<details>\n${FENCE}`],
    ]);
    expect(blocks('<pre>\n<b>x</b>\n</pre>')[0]?.[0]).toBe('html');
  });

  it('parses a large document in pieces as it would as a whole', () => {
    const part = '### 1. A?\n\ntext with `code` and **bold**.\n\n- one\n- two\n\n';
    const text = part.repeat(1500);
    const types = blocks(text).map(([type]) => type);
    expect(types).toHaveLength(4500);
    expect(new Set(blocks(text).map(([, raw]) => raw.trim()))).toEqual(
      new Set(['### 1. A?', 'text with `code` and **bold**.', '- one\n- two']),
    );
  });

  it('reads nesting that no document has as plain paragraphs', () => {
    expect(blocks(`${'>'.repeat(2000)} a`)).toEqual([['paragraph', `${'>'.repeat(2000)} a`]]);
  });
});

describe('scanFences', () => {
  it('takes no numbered comment in a closed fence for a question', () => {
    const text = `### 1. A\n\n${FENCE}sh\n\n### 2. step\n${FENCE}\n\n### 2. B\n`;
    expect(scanFences(text).cuts).toEqual([]);
  });

  it('leaves Markdown about Markdown alone', () => {
    expect(scanFences(`${FENCE}md\n${FENCE}js\n### 1. A\n${FENCE}\n`).cuts).toEqual([]);
  });
});

describe('maskDocument', () => {
  it('keeps the length of every text, whatever is hidden', () => {
    const text = '\uFEFF---\ntitle: "T"\n---\n\u200B\u200B\u200B\u200B# A costs $5\n###\u00A01. B\n';
    const { text: masked } = maskDocument(text);
    expect(masked).toHaveLength(text.length);
    expect(masked).toContain('### 1. B');
    expect(frontMatter(text)?.title).toBe('T');
  });

  it('takes a rule at the top for a rule, not for front matter', () => {
    expect(frontMatter('---\n\ntext\n\n---\n')).toBeNull();
  });
});
