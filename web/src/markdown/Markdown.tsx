import { createElement, memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import type { Processor } from 'unified';
import { texts } from '../texts.ts';
import { COMPONENTS } from './elements.tsx';
import { parseMarkdown } from './parse-markdown.ts';
import { isTooComplex } from './too-complex.ts';
import { rehypePage, type PageOptions } from './rehype-page.ts';

export { MAX_PARSED } from './too-complex.ts';

export interface MarkdownProps extends Partial<Omit<PageOptions, 'source'>> {
  text: string;
  /** How ranges and citations are drawn; a stable object. */
  components?: Components;
}

const NONE: readonly never[] = [];

/**
 * Markdown as the page shows it: formulas, tables, code; no raw HTML, no remote images, no unsafe links.
 * Rendered again only when its properties change.
 */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, ranges = NONE, repairs = NONE, cites = false, caret = false, components } = props;
  if (isTooComplex(text)) return <PlainText text={text} />;
  return createElement(ReactMarkdown, {
    children: text,
    remarkPlugins: [parsesWithOurRules],
    rehypePlugins: [[rehypePage, { source: text, ranges, repairs, cites, caret }]],
    remarkRehypeOptions: REHYPE_OPTIONS,
    components: components ? { ...COMPONENTS, ...components } : COMPONENTS,
    // Addresses are judged where links are drawn.
    urlTransform: (url) => url,
  });
});

const REHYPE_OPTIONS = { footnoteLabel: texts.markdown.footnotes, clobberPrefix: 'note-' };

/** Replaces the parser: the same Markdown, with money told from formulas and damaged fences closed. */
function parsesWithOurRules(this: Processor) {
  this.parser = (document) => parseMarkdown(document);
}

function PlainText({ text }: { text: string }) {
  return (
    <>
      <p className="image-alt">{texts.markdown.plain}</p>
      <p className="plain-text">{text}</p>
    </>
  );
}
