import type { Encoder, TokenRow } from './encoder.ts';
import { MAX_TOKENS } from './worker-protocol.ts';
import type { Reading, ReaderPassage } from './types.ts';

/** Leaves the passage at least half of the window, however long the question. */
const MAX_QUESTION_TOKENS = 126;
/** 256 pieces never need more unless words average over 60 letters. */
const MAX_CHARACTERS = 16_384;

/** Where each sentence's tokens lie in the row: [start, end), empty where it was cut off. */
interface PairRow extends TokenRow {
  readonly spans: readonly (readonly [number, number])[];
}

/** Reads a passage against the question. */
export async function readPair(encoder: Encoder, question: string, passage: ReaderPassage): Promise<Reading> {
  const row = pairRow(encoder, question, passage);
  const { output } = await encoder.run([row]);
  const tokens = output('evidence');
  return {
    answerable: output('answerable')[0] ?? 0,
    evidence: row.spans.map(([start, end]) => meanSigmoid(tokens.subarray(start, end))),
  };
}

/**
 * `[CLS] question [SEP] title. sentences [SEP]`, only the passage cut to the window. Word pieces of parts joined
 * by white space are the parts' pieces joined, so tokenizing each sentence alone tells where it lies. Of a
 * question that is too long the end is kept: with history the last question stands there.
 */
export function pairRow(
  { cls, sep, tokenize }: Pick<Encoder, 'cls' | 'sep' | 'tokenize'>,
  question: string,
  { title, sentences }: ReaderPassage,
): PairRow {
  const asked = tokenize(question.slice(-MAX_CHARACTERS)).slice(-MAX_QUESTION_TOKENS);
  const first = [cls, ...asked, sep];
  const room = MAX_TOKENS - 1 - first.length;
  const second = tokenize(`${title.slice(0, MAX_CHARACTERS)}.`).slice(0, room);
  const spans = sentences.map((sentence): [number, number] => {
    const start = second.length;
    if (start < room) second.push(...tokenize(sentence.slice(0, MAX_CHARACTERS)).slice(0, room - start));
    return [first.length + start, first.length + second.length];
  });
  second.push(sep);
  return { ids: [...first, ...second], segments: [...first.map(() => 0), ...second.map(() => 1)], spans };
}

function meanSigmoid(logits: Float32Array): number {
  let sum = 0;
  for (const logit of logits) sum += 1 / (1 + Math.exp(-logit));
  return logits.length > 0 ? sum / logits.length : 0;
}
