import { setMaxListeners } from 'node:events';
import { composeExtractive, type Piece } from './answer/compose-extractive.ts';
import { stripMarkers } from './answer/citation-marker.ts';
import { retrievalView } from './answer/retrieval-view.ts';
import type { AskDeps, AskRequest, Turn } from './ask-request.ts';
import { toSafeError } from './errors.ts';
import { findAnswer, type Findings } from './find-answer.ts';
import { followUpsFor } from './offer-follow-ups.ts';
import type { Snapshot } from './index/types.ts';
import type { AnswerPart, Citation, Outcome, SentenceVerdict } from './protocol.ts';
import { startStopwatch } from './stopwatch.ts';

export type { AskDeps, AskRequest, Turn };

/**
 * Answers one question as a stream of protocol parts, exactly one of which (`finish` or `error`) is terminal and last.
 * The steps: understand the question, retrieve, gate, compose, verify, offer follow-ups.
 */
export async function* ask(
  deps: AskDeps,
  request: AskRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  // Every text of a question is embedded under the same signal, more than the ten that Node expects at most.
  setMaxListeners(0, signal);
  const watch = startStopwatch();
  const { snapshot } = deps;
  const composer = 'extractive';
  yield { type: 'start', messageId: request.id, messageMetadata: { snapshot: snapshot.id, composer } };
  try {
    const findings = await findAnswer(
      deps,
      { ...request, history: request.history.map(withoutMarkers) },
      { signal, watch },
    );
    const { asked, standalone } = findings.understanding;
    if (standalone !== asked) yield { type: 'data-question', data: { asked, standalone } };
    yield { type: 'data-retrieval', data: retrievalView(snapshot, findings.plan, findings) };

    const pieces = await watch.time('compose', () => composePieces(snapshot, findings));
    yield* streamPieces(pieces);
    yield* pieces
      .flatMap(({ citations }) => citations)
      .filter(isFirstOfNumber)
      .map(sourcePart);
    yield { type: 'data-verdicts', data: verbatimVerdicts(pieces) };
    const followUps = await watch.time('followUps', () => followUpsFor(deps, findings, { signal }));
    yield { type: 'data-followups', data: followUps };
    yield {
      type: 'finish',
      messageMetadata: {
        outcome: outcomeOf(findings),
        composer,
        rejectedCitations: 0,
        timings: watch.timings(),
      },
    };
  } catch (error) {
    const { code, message } = signal.aborted
      ? { code: 'aborted', message: 'The answer was stopped.' }
      : toSafeError(error);
    yield { type: 'error', errorText: `${code}: ${message}` };
  }
}

function withoutMarkers({ question, answer }: Turn): Turn {
  return { question, answer: stripMarkers(answer).replace(/\s*\[\d+\]/g, '') };
}

/** The answer's text in order: our own sentences, and quotes with their citations. */
function composePieces(snapshot: Snapshot, { plan, opening, closing }: Findings): Piece[] {
  const own = (text: string | null): Piece[] => (text === null ? [] : [{ text, citations: [] }]);
  const quoted = composeExtractive(snapshot, plan.blocks, { follows: opening !== null });
  return [...own(opening), ...quoted, ...own(closing === null ? null : `\n\n${closing}`)];
}

function* streamPieces(pieces: readonly Piece[]): Generator<AnswerPart> {
  const id = 'answer';
  const announced = new Set<number>();
  yield { type: 'text-start', id };
  for (const { text, citations } of pieces) {
    for (const { number, entryId, title, section } of citations) {
      if (announced.has(number)) continue;
      announced.add(number);
      yield { type: 'data-citation', data: { number, entryId, title, section }, transient: true };
    }
    yield { type: 'text-delta', id, delta: text };
  }
  yield { type: 'text-end', id };
}

function isFirstOfNumber({ number }: Citation, index: number, all: readonly Citation[]): boolean {
  return all.findIndex((other) => other.number === number) === index;
}

function sourcePart({
  number,
  entryId,
  title,
  section,
  document,
  start,
  end,
  quote,
  hash,
}: Citation): AnswerPart {
  return {
    type: 'source-document',
    sourceId: String(number),
    mediaType: 'text/markdown',
    title,
    filename: document,
    providerMetadata: { indepth: { entryId, section, start, end, quote, hash } },
  };
}

/** A quote is supported by what it quotes; sentences of our own make no claim about the sources' content. */
function verbatimVerdicts(pieces: readonly Piece[]): SentenceVerdict[] {
  const verdicts: SentenceVerdict[] = [];
  let position = 0;
  for (const { text, citations } of pieces) {
    const start = position + (text.length - text.trimStart().length);
    position += text.length;
    if (citations.length === 0) continue;
    verdicts.push({
      start,
      end: position,
      verdict: 'supported',
      citations: citations.map(({ number }) => number),
      reasons: [],
    });
  }
  return verdicts;
}

function outcomeOf({ plan }: Findings): Outcome {
  if (plan.decision === 'answer') return 'answered';
  return plan.decision === 'closest' ? 'closest' : 'refused';
}
