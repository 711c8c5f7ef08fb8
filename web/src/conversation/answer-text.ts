import { documentName, entryNumber } from '../address.ts';
import { splitBlocks } from '../markdown/split-blocks.ts';
import { withoutMarkers } from '../markdown/cite-markers.ts';
import { texts } from '../texts.ts';
import { showAnswer, showDeeper, turnCitations, type ShownAnswer } from './shown-answer.ts';
import type { Turn } from './types.ts';

/** A turn's answer as plain text: no citation numbers, code as written. */
export function plainAnswer(turn: Turn): string {
  return shownTexts(turn)
    .map(({ text }) => outsideFences(text, (part) => plain(withoutMarkers(part))))
    .join('\n\n');
}

/** A turn as Markdown: question, answer with `[n]`, and a list of sources with file, question and quote. */
export function markdownAnswer(turn: Turn): string {
  const answer = shownTexts(turn)
    .map(({ text, citations }) => outsideFences(text, (part) => numbered(part, citations)))
    .join('\n\n');
  const sources = turnCitations(turn).flatMap(({ number, title, section, source }) => {
    if (!source) return [];
    const entry = entryNumber(source.entryId);
    const place = `${documentName(source.document)}${entry === null ? '' : ` ${entry}`}`;
    return [`${number}. ${place}, “${title}” (${texts.answer.section(section)}): ${quoteLine(source.quote)}`];
  });
  const list = sources.length === 0 ? [] : [`**${texts.answer.sources}**`, sources.join('\n')];
  return [`## ${turn.question}`, answer, ...list].join('\n\n').concat('\n');
}

function shownTexts(turn: Turn): ShownAnswer[] {
  const { answer, deeper } = turn;
  return deeper?.text ? [showAnswer(answer), showDeeper(answer, deeper)] : [showAnswer(answer)];
}

function outsideFences(text: string, change: (part: string) => string): string {
  return splitBlocks(text)
    .map(({ start, end }) => text.slice(start, end))
    .map((block) => (/^[ \t]*(?:`{3}|~{3})/.test(block) ? block : change(block)))
    .join('\n\n');
}

function numbered(text: string, citations: ShownAnswer['citations']): string {
  return text.replaceAll(/[ \t]*【([\d\s,，、]+)】/g, (_marker, list: string) => {
    const numbers = list.split(/[,，、]/).flatMap((marker) => citations.get(Number(marker))?.number ?? []);
    return numbers.length === 0 ? '' : ` ${numbers.map((number) => `[${number}]`).join('')}`;
  });
}

/** Marks of emphasis and headings go; code keeps its text, and stands aside meanwhile. */
function plain(text: string): string {
  const codes: string[] = [];
  return text
    .replaceAll(/`([^`\n]+)`/g, (_code, content: string) => `\uE000${codes.push(content) - 1}\uE001`)
    .replaceAll(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*\n]+?)\*(?![\w*])/g, '$1')
    .replaceAll(/^ {0,3}#{1,6}\s+/gm, '')
    .replaceAll(/\uE000(\d+)\uE001/g, (_mark, index: string) => codes[Number(index)] ?? '');
}

function quoteLine(quote: string): string {
  return `“${quote.replaceAll(/\s+/g, ' ').trim()}”`;
}
