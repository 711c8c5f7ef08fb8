import { useMemo, type ReactNode } from 'react';

const MARKUP =
  /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\*([^*\s][^*]*?)\*|\[([^\]]*)\]\([^)\s]*\)|\\([!-/:-@[-`{-~])/g;

/** Longest title that is read for markup, in UTF-16 units. */
const MAX_TITLE = 2_000;

/** A question's Markdown on one line: code and emphasis are drawn, links are their text. Needs no parser. */
export function TitleText({ markdown }: { markdown: string }) {
  return useMemo(() => titleParts(markdown), [markdown]);
}

function titleParts(markdown: string): ReactNode[] {
  if (markdown.length > MAX_TITLE) return [markdown];
  const parts: ReactNode[] = [];
  let position = 0;
  for (const match of markdown.matchAll(MARKUP)) {
    parts.push(markdown.slice(position, match.index));
    parts.push(drawn(match, match.index));
    position = match.index + match[0].length;
  }
  parts.push(markdown.slice(position));
  return parts;
}

function drawn(match: RegExpExecArray, key: number): ReactNode {
  const [, , code, strong, emphasis, link, escaped] = match;
  if (code !== undefined) {
    const text = code.trim();
    return (
      <code key={key} className={text.length <= 24 ? 'short' : undefined}>
        {text}
      </code>
    );
  }
  if (strong !== undefined) return <strong key={key}>{strong}</strong>;
  if (emphasis !== undefined) return <em key={key}>{emphasis}</em>;
  return link ?? escaped;
}
