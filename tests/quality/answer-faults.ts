import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { SKIP, visit } from 'unist-util-visit';
import { plainDollars } from '../../server/src/corpus/dollars.ts';
import type { Answer, AnswerPart, SectionView } from '../../server/src/protocol.ts';

/** The sections of an entry as the corpus holds them, or `null` for an entry that does not exist. */
export type SectionsOf = (entryId: string) => Promise<readonly SourceSection[] | null>;

export type SourceSection = Pick<SectionView, 'start' | 'end' | 'markdown' | 'hash'> & { document: string };

export interface Marker {
  number: number;
  start: number;
  end: number;
}

/** Parts in the order of the contract; text deltas and announcements of citations may alternate. */
const ORDER: Readonly<Record<AnswerPart['type'], number>> = {
  start: 0,
  'data-question': 1,
  'data-retrieval': 2,
  'data-notice': 3,
  'text-start': 3,
  'data-citation': 4,
  'text-delta': 4,
  'text-end': 5,
  'source-document': 6,
  'data-verdicts': 7,
  'data-followups': 8,
  finish: 9,
  error: 10,
};

const REPEATABLE = new Set<AnswerPart['type']>(['data-citation', 'text-delta', 'source-document']);
const REQUIRED: readonly AnswerPart['type'][] = [
  'start',
  'data-retrieval',
  'data-verdicts',
  'data-followups',
];

/** Breaches of the order in which an answer's parts must arrive; empty for a stream as agreed. */
export function streamFaults(types: readonly AnswerPart['type'][]): string[] {
  const faults: string[] = [];
  for (const [index, type] of types.entries()) {
    const before = types[index - 1];
    if (before === undefined) continue;
    if (ORDER[type] < ORDER[before]) faults.push(`${type} comes after ${before}`);
    if (type === before && !REPEATABLE.has(type)) faults.push(`${type} comes twice`);
    if (before === 'finish' || before === 'error') faults.push(`${type} follows the terminal ${before}`);
  }
  const last = types.at(-1);
  if (last !== 'finish' && last !== 'error') faults.push(`the stream ends with ${last ?? 'nothing'}`);
  if (last === 'finish') {
    for (const type of REQUIRED) if (!types.includes(type)) faults.push(`${type} is missing`);
  }
  return faults;
}

/** Breaches of the promises about citations, verdicts and follow-ups in one whole answer. */
export async function answerFaults(answer: Answer, sectionsOf: SectionsOf): Promise<string[]> {
  const markers = findMarkers(answer.text);
  return [
    ...markerFaults(answer, markers),
    ...(await quoteFaults(answer, sectionsOf)),
    ...verdictFaults(answer, markers),
    ...(await followUpFaults(answer, sectionsOf)),
  ];
}

/** The markers `【n】` in the text nodes of the Markdown, in order; what looks like one in code, math or a link is none. */
export function findMarkers(markdown: string): Marker[] {
  const tree = fromMarkdown(withoutMoney(markdown), {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
  const markers: Marker[] = [];
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'linkReference') return SKIP;
    if (node.type !== 'text') return;
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? 0;
    for (const match of markdown.slice(from, to).matchAll(/【(\d+)】/gu)) {
      const start = from + match.index;
      markers.push({ number: Number(match[1]), start, end: start + match[0].length });
    }
  });
  return markers;
}

/** A dollar that is money opens no formula; another character keeps every offset. */
function withoutMoney(markdown: string): string {
  const characters = markdown.split('');
  for (const offset of plainDollars(markdown)) characters[offset] = '%';
  return characters.join('');
}

/** The text without its citation markers and the space before them. */
export function withoutMarkers(markdown: string): string {
  let text = '';
  let from = 0;
  for (const { start, end } of findMarkers(markdown)) {
    text += markdown.slice(from, start).replace(/[ \u00a0]+$/u, '');
    from = end;
  }
  return text + markdown.slice(from);
}

function markerFaults({ citations }: Answer, markers: readonly Marker[]): string[] {
  const numbers = citations.map(({ number }) => number);
  const appearing = [...new Set(markers.map(({ number }) => number))];
  return [
    ...appearing.filter((n) => !numbers.includes(n)).map((n) => `marker 【${n}】 has no source`),
    ...numbers.filter((n) => !appearing.includes(n)).map((n) => `source ${n} has no marker`),
    ...numbers.filter((n, index) => numbers.indexOf(n) !== index).map((n) => `source ${n} comes twice`),
    ...(appearing.every((n, index) => n === index + 1)
      ? []
      : [`markers are not numbered in order of appearance: ${appearing.join(', ')}`]),
  ];
}

async function quoteFaults({ citations }: Answer, sectionsOf: SectionsOf): Promise<string[]> {
  const faults: string[] = [];
  for (const { number, entryId, document, start, end, quote, hash } of citations) {
    const sections = await sectionsOf(entryId);
    const section = sections?.find((candidate) => candidate.start <= start && end <= candidate.end);
    if (section === undefined) faults.push(`source ${number} is no span of entry ${entryId}`);
    else if (section.markdown.slice(start - section.start, end - section.start) !== quote || quote === '') {
      faults.push(`the quote of source ${number} is not what stands at ${start}–${end}`);
    } else {
      if (section.hash !== hash) faults.push(`source ${number} has another hash than its section`);
      if (section.document !== document) faults.push(`source ${number} names ${document}, not its document`);
    }
  }
  return faults;
}

function verdictFaults({ text, verdicts }: Answer, markers: readonly Marker[]): string[] {
  const faults: string[] = [];
  for (const { start, end, citations, verdict } of verdicts) {
    if (start < 0 || end > text.length || start >= end)
      faults.push(`verdict span ${start}–${end} is not in the text`);
    const inside = markers.filter((marker) => marker.start >= start && marker.end <= end);
    const numbers = new Set(inside.map(({ number }) => number));
    if (citations.length !== numbers.size || citations.some((n) => !numbers.has(n))) {
      faults.push(
        `verdict ${start}–${end} lists ${citations.join(', ')}, its markers are ${[...numbers].join(', ')}`,
      );
    }
    if (verdict === 'supported' && numbers.size === 0)
      faults.push(`verdict ${start}–${end} is supported by nothing`);
  }
  for (const marker of markers) {
    const covered = verdicts.some(({ start, end }) => start <= marker.start && marker.end <= end);
    if (!covered) faults.push(`marker 【${marker.number}】 at ${marker.start} is in no judged sentence`);
  }
  return faults;
}

async function followUpFaults({ followUps }: Answer, sectionsOf: SectionsOf): Promise<string[]> {
  const faults = followUps.length > 3 ? [`${followUps.length} follow-ups, at most 3 are agreed`] : [];
  for (const { question, entryId } of followUps) {
    if (question.trim() === '') faults.push('a follow-up is empty');
    if ((await sectionsOf(entryId)) === null)
      faults.push(`a follow-up leads to ${entryId}, which does not exist`);
  }
  return faults;
}
