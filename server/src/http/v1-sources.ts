import type { Answer, Citation, FollowUp } from '../protocol.ts';

export const SOURCES_HEADING = '**Sources**';

type Tail = Pick<Answer, 'citations' | 'followUps' | 'notice' | 'outcome'>;

/** What follows an answer's text in Markdown: the notice, after a refusal what can be asked instead, the sources. */
export function afterText({ citations, followUps, notice, outcome }: Tail): string {
  return [
    notice === undefined ? '' : `\n\n*${notice.text}*`,
    outcome === 'refused' ? instead(followUps) : '',
    citations.length === 0 ? '' : `\n\n${SOURCES_HEADING}\n\n${citations.map(sourceItem).join('\n')}`,
  ].join('');
}

function instead(followUps: readonly FollowUp[]): string {
  if (followUps.length === 0) return '';
  const heading = followUps.every(({ kind }) => kind === 'closest') ? 'Closest questions' : 'You can ask';
  return `\n\n**${heading}**\n\n${followUps.map(questionItem).join('\n')}`;
}

function questionItem({ question, reason }: FollowUp): string {
  return `- ${escapeMarkdown(question)}${reason === undefined ? '' : ` (${escapeMarkdown(reason)})`}`;
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
