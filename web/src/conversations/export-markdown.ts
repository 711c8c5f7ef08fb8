import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Citation } from '../../../server/src/protocol.ts';
import type { AnswerState, Conversation, Turn } from '../conversation/types.ts';
import { MAX_PARSED } from '../markdown/Markdown.tsx';
import { parseMarkdown, spanOf } from '../markdown/parse-markdown.ts';
import { texts } from '../texts.ts';

const MARKER = /[ \t]*【\s*(\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)\s*】/g;

/** What is left as it is written: a marker-like run in code is code. */
const VERBATIM = new Set(['code', 'inlineCode', 'math', 'inlineMath', 'html', 'link', 'definition']);

/** Conversations as one Markdown text: each citation a footnote with file, question and quoted sentence. */
export function toMarkdown(conversations: readonly Conversation[]): string {
  return conversations
    .map((conversation, index) =>
      conversationMarkdown(conversation, conversations.length > 1 ? index + 1 : 0),
    )
    .join('\n\n---\n\n');
}

function conversationMarkdown(conversation: Conversation, place: number): string {
  const parts = conversation.turns.flatMap((turn, index) =>
    turnMarkdown(turn, [place, index + 1].filter(Boolean).join('-')),
  );
  return `${[`# ${plainLine(conversation.title)}`, ...parts].join('\n\n')}\n`;
}

function turnMarkdown(turn: Turn, label: string): string[] {
  const { answer, deeper } = turn;
  return [
    `## ${plainLine(turn.question)}`,
    ...(answer.standalone ? [`*${texts.question.readAs}: ${plainLine(answer.standalone)}*`] : []),
    ...answerMarkdown(answer, label),
    ...(deeper ? [`### ${texts.answer.deeper}`, ...answerMarkdown(deeper, `${label}-d`)] : []),
  ];
}

function answerMarkdown(answer: AnswerState, label: string): string[] {
  const body = withFootnotes(answer.text, label, new Set(answer.citations.map(({ number }) => number)));
  const notes = answer.citations.map((citation) => footnote(citation, label)).join('\n');
  return [body, stateOf(answer), notes].filter(Boolean);
}

/** How the answer stands when it is not simply complete. */
function stateOf(answer: AnswerState): string {
  if (answer.phase !== 'done') return `*${texts.conversations.incomplete}*`;
  return answer.finish?.notice ? `*${plainLine(answer.finish.notice.text)}*` : '';
}

function withFootnotes(text: string, label: string, known: ReadonlySet<number>): string {
  const verbatim = text.length > MAX_PARSED ? [] : verbatimSpans(parseMarkdown(text));
  return text.replaceAll(MARKER, (marker, numbers: string, at: number) => {
    const start = at + marker.indexOf('【');
    if (verbatim.some((span) => span.start <= start && start < span.end)) return marker;
    const notes = numbers.split(/[,，、]/).map(Number);
    return notes.every((number) => known.has(number))
      ? notes.map((number) => `[^${label}-${number}]`).join('')
      : marker;
  });
}

function verbatimSpans(root: Root): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  visit(root, (node) => {
    const span = VERBATIM.has(node.type) ? spanOf(node) : null;
    if (span) spans.push(span);
  });
  return spans;
}

function footnote(citation: Citation, label: string): string {
  const { number, document, title, section, quote } = citation;
  const place = `${plainLine(document)}, “${plainLine(title)}”, ${plainLine(texts.answer.section(section))}`;
  // The quote is Markdown of the corpus: indented, it stays inside of the note whatever it holds.
  const lines = quote.split(/\r\n?|\n/).map((line) => (line.trim() === '' ? '' : `    ${line}`));
  return `[^${label}-${number}]: ${place}:\n\n${lines.join('\n')}\n`;
}

/** A text as one line of prose in which nothing is Markdown. */
function plainLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#|~$&]/g, '\\$&');
}
