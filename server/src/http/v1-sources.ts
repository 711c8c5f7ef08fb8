import type { Citation, FollowUp, Notice } from '../protocol.ts';

export const SOURCES_HEADING = '**Sources**';

/** What follows an answer's text in Markdown: the notice, the closest questions of a refusal, the numbered sources. */
export function afterText(
  citations: readonly Citation[],
  { notice, closest = [] }: { notice?: Notice; closest?: readonly FollowUp[] },
): string {
  return [
    notice === undefined ? '' : `\n\n*${notice.text}*`,
    closest.length === 0 ? '' : `\n\n**Closest questions**\n\n${closest.map(closestLine).join('\n')}`,
    citations.length === 0 ? '' : `\n\n${SOURCES_HEADING}\n\n${citations.map(sourceItem).join('\n')}`,
  ].join('');
}

function closestLine({ question, reason }: FollowUp): string {
  return `- ${question}${reason === undefined ? '' : ` (${reason})`}`;
}

/** A list item, because `[1]: …` at the start of a line would be a Markdown link definition and vanish. */
function sourceItem({ number, title, section, document, quote }: Citation): string {
  const name = section === 'answer' ? document : `${document}, ${section}`;
  return `- [${number}] ${escapeMarkdown(title)} (${escapeMarkdown(name)})${quoted(quote)}`;
}

/** A fence, a table or a formula would break the list: the structured citation carries it. */
function quoted(quote: string): string {
  const isBlock = /^\s*(?:`{3}|~{3}|\||\$\$)|\n\s*(?:`{3}|~{3}|\|)/.test(quote);
  return isBlock ? '' : `: “${withoutImages(quote.replace(/\s+/g, ' ').trim())}”`;
}

/** An image would be fetched by the client from wherever a document points. Inside code nothing is an image. */
function withoutImages(markdown: string): string {
  return markdown
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('![', '!\\[') : part))
    .join('');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~$|]/g, '\\$&');
}
