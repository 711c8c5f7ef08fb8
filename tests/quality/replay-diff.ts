import { z } from 'zod';
import type { Answer, Citation } from '../../server/src/protocol.ts';

const passage = z.object({
  chunkId: z.string(),
  entryId: z.string(),
  score: z.number(),
  dense: z.number(),
  lexical: z.number(),
  answerable: z.number().optional(),
  fate: z.string(),
});

/** The part of a saved answer (`Accept: application/json`, or `npm run ask -- --json`) that a replay compares. */
export const savedAnswer = z.object({
  snapshot: z.string(),
  question: z.object({ asked: z.string(), standalone: z.string() }),
  text: z.string(),
  outcome: z.string(),
  composer: z.string(),
  citations: z.array(
    z.object({
      number: z.number(),
      entryId: z.string(),
      section: z.string(),
      document: z.string(),
      start: z.number(),
      end: z.number(),
      quote: z.string(),
    }),
  ),
  retrieval: z.object({
    passages: z.array(passage),
    gate: z.object({
      decision: z.string(),
      score: z.number(),
      thresholds: z.object({ refuse: z.number(), answer: z.number() }),
      features: z.record(z.string(), z.number()),
    }),
  }),
  followUps: z.array(z.object({ question: z.string(), entryId: z.string() })),
});

export type SavedAnswer = z.infer<typeof savedAnswer>;

/** Scores are compared as they are printed: a smaller change is none. */
const DIGITS = 3;

/** What differs between a saved answer and the same question asked now, as lines under headings; empty if nothing. */
export function diffAnswers(before: SavedAnswer, after: Answer): string[] {
  return [
    ...section('decision', diffDecision(before, after)),
    ...section('passages', diffPassages(before.retrieval.passages, after.retrieval.passages)),
    ...section('citations', diffCitations(before.citations, after.citations)),
    ...section('text', diffLines(splitText(before.text), splitText(after.text))),
    ...section(
      'follow-ups',
      diffLines(
        before.followUps.map(({ question }) => question),
        after.followUps.map(({ question }) => question),
      ),
    ),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];
}

function diffDecision(before: SavedAnswer, after: Answer): string[] {
  const [old, now] = [before.retrieval.gate, after.retrieval.gate];
  const names = [...new Set([...Object.keys(old.features), ...Object.keys(now.features)])].sort();
  return [
    changed('question searched', before.question.standalone, after.question.standalone),
    changed('composer', before.composer, after.composer),
    changed('outcome', before.outcome, after.outcome),
    changed('gate', old.decision, now.decision),
    changed('score', round(old.score), round(now.score)),
    changed('refused below', round(old.thresholds.refuse), round(now.thresholds.refuse)),
    changed('answered from', round(old.thresholds.answer), round(now.thresholds.answer)),
    ...names.map((name) => changed(name, round(old.features[name]), round(now.features[name]))),
  ].filter((line) => line !== '');
}

type ComparedPassage = SavedAnswer['retrieval']['passages'][number];

/** Ranks start at 1; a passage that kept its rank, fate and scores is not mentioned. */
function diffPassages(before: readonly ComparedPassage[], after: readonly ComparedPassage[]): string[] {
  const ranked = (passages: readonly ComparedPassage[]) =>
    new Map(passages.map((passage, index) => [passage.chunkId, describePassage(passage, index + 1)]));
  const [old, now] = [ranked(before), ranked(after)];
  return [
    ...[...now].flatMap(([id, view]) => {
      const was = old.get(id);
      if (was === undefined) return [`+ ${id}: ${view}`];
      return was === view ? [] : [`~ ${id}: ${was} → ${view}`];
    }),
    ...[...old].flatMap(([id, view]) => (now.has(id) ? [] : [`- ${id}: ${view}`])),
  ];
}

function describePassage(passage: ComparedPassage, rank: number): string {
  const { score, dense, lexical, answerable, fate } = passage;
  const reader = answerable === undefined ? '' : `, reader ${round(answerable)}`;
  return `#${rank} ${round(score)} (dense ${round(dense)}, words ${round(lexical)}${reader}) ${fate}`;
}

type ComparedCitation = Pick<
  Citation,
  'number' | 'entryId' | 'section' | 'document' | 'start' | 'end' | 'quote'
>;

/** A citation is the same when it quotes the same words of the same section, wherever they stand now. */
function diffCitations(before: readonly ComparedCitation[], after: readonly ComparedCitation[]): string[] {
  const key = ({ entryId, section: name, quote }: ComparedCitation) => JSON.stringify([entryId, name, quote]);
  const [old, now] = [new Map(before.map((c) => [key(c), c])), new Map(after.map((c) => [key(c), c]))];
  return [
    ...[...now].flatMap(([id, citation]) => {
      const was = old.get(id);
      if (was === undefined) return [`+ ${describeCitation(citation)}`];
      const moved =
        was.start !== citation.start || was.end !== citation.end || was.document !== citation.document;
      return moved ? [`~ ${describeCitation(was)} → ${place(citation)}`] : [];
    }),
    ...[...old].flatMap(([id, citation]) => (now.has(id) ? [] : [`- ${describeCitation(citation)}`])),
  ];
}

function describeCitation(citation: ComparedCitation): string {
  const { number, entryId, section: name, quote } = citation;
  const short = quote.replace(/\s+/gu, ' ');
  return `【${number}】 ${entryId} ${name} ${place(citation)}: "${short.length > 90 ? `${short.slice(0, 89)}…` : short}"`;
}

function place({ document, start, end }: ComparedCitation): string {
  return `${document}:${start}–${end}`;
}

function diffLines(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}

/** Lines, and within them what each marker closes: the units in which answers change. */
function splitText(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(/(?<=】)(?!【)\s*/u))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function changed(name: string, before: string, after: string): string {
  return before === after ? '' : `${name}: ${before} → ${after}`;
}

function round(value: number | undefined): string {
  return value === undefined ? 'absent' : value.toFixed(DIGITS);
}
