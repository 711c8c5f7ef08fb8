import { describe, expect, it } from 'vitest';
import { frontMatter } from '../../server/src/corpus/front-matter.ts';

const titleIn = (text: string) => frontMatter(text)?.title;

describe('frontMatter', () => {
  it('reads the title, whatever quotes it stands in and however many lines it takes', () => {
    expect(titleIn('---\ntags: [a]\ntitle: What is A?\n---\ntext')).toBe('What is A?');
    expect(titleIn("---\ntitle: 'It''s A: why?'\n---\n")).toBe("It's A: why?");
    expect(titleIn('---\n"title": "The \\"A\\""\n---\n')).toBe('The "A"');
    expect(titleIn('---\ntitle: What is A\n  and what is B?\nid: 1\n---\n')).toBe('What is A and what is B?');
    expect(titleIn('---\r\ntitle: >-\r\n  What is A\r\n  good for?\r\n---\r\n')).toBe('What is A good for?');
    expect(titleIn('\uFEFF+++\ntitle = "What is A?"\ndate = 2020-01-01\n+++\n')).toBe('What is A?');
  });

  it('prefers the question, which the whole file answers', () => {
    const found = frontMatter('---\ntitle: FAQ\nquestion: What is A?\n---\ntext');
    expect(found).toMatchObject({ title: 'What is A?', isQuestion: true });
    expect(frontMatter('---\ntitle: What is A?\n---\n')?.isQuestion).toBe(false);
  });

  it('ends behind its last mark, and finds none between rules', () => {
    const text = '---\ntitle: A\n---\ntext';
    expect(text.slice(frontMatter(text)?.end)).toBe('text');
    expect(frontMatter('---\n\ntext\n\n---\n')).toBeNull();
    expect(frontMatter('+++\ntext\n+++\n')).toBeNull();
    expect(frontMatter('text\n---\ntitle: A\n---\n')).toBeNull();
  });
});
