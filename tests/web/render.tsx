import { renderToStaticMarkup } from 'react-dom/server';
import { Markdown, type MarkdownProps } from '../../web/src/markdown/Markdown.tsx';

/** What the page's Markdown becomes, as HTML; ranges are drawn as `<mark id=…>`, citations as `<b>`. */
export function render(text: string, props: Omit<MarkdownProps, 'text'> = {}): string {
  return renderToStaticMarkup(<Markdown text={text} components={PLAIN} {...props} />);
}

const PLAIN: MarkdownProps['components'] = {
  'x-range': ({ rangeId, children }) => <mark id={rangeId}>{children}</mark>,
  'x-cite': ({ citeNumber }) => <b>{citeNumber}</b>,
};

/** The text of all marks of a range, joined. */
export function markedText(html: string, id: string): string {
  const pieces = html.matchAll(new RegExp(`<mark id="${id}">([\\s\\S]*?)</mark>`, 'g'));
  return [...pieces].map((piece) => plain(piece[1] ?? '')).join(' ');
}

/** The text of HTML, white space folded. */
export function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
