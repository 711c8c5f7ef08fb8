/** Elements that only group or break: their tags are hidden, so that their content is read as Markdown. */
const STRUCTURE = new Set(
  (
    'details summary p div center section article header footer main aside span font small big br hr a b strong ' +
    'i em u img picture source h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote kbd sub sup'
  ).split(' '),
);

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w-]*)(?:\s[^<>]*)?\/?>/g;

/** Whether a piece of inline HTML is a tag that only groups or breaks, or a comment. */
export function isStructuralTag(html: string): boolean {
  const name = /^<\/?([a-zA-Z][\w-]*)/.exec(html)?.[1];
  return name === undefined ? html.startsWith('<!--') : STRUCTURE.has(name.toLowerCase());
}

/** The text with structural tags and comments inside [start, end) hidden, character for character. */
export function maskHtml(text: string, start: number, end: number, filler: string): string {
  const block = text.slice(start, end).replaceAll(TOKEN, (token, _slash, name: string | undefined) => {
    const isHidden = name === undefined ? token.endsWith('-->') : STRUCTURE.has(name.toLowerCase());
    return isHidden ? token.replaceAll(/[^\n\r]/g, filler) : token;
  });
  // Four leading spaces mean nothing in HTML, but code in Markdown.
  const flat = block.replaceAll(/^[ \t]{4,}(?=\S)/gm, (run) => filler.repeat(run.length));
  return text.slice(0, start) + blankLines(flat, filler) + text.slice(end);
}

/** A line of nothing but hidden tags separates what it stands between, as the tags did. */
function blankLines(text: string, filler: string): string {
  return text
    .split('\n')
    .map((line) => (line.replaceAll(filler, '').trim() === '' ? ' '.repeat(line.length) : line))
    .join('\n');
}
