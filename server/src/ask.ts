import { setMaxListeners } from 'node:events';
import { stripMarkers } from './answer/citation-marker.ts';
import { retrievalView } from './answer/retrieval-view.ts';
import type { AskDeps, AskRequest, Turn } from './ask-request.ts';
import { startProposals, type Assistance } from './assist.ts';
import { composeAnswer, plannedComposer, type Closable, type Composed } from './compose-answer.ts';
import { HTTP_STATUS, toSafeError } from './errors.ts';
import { findAnswer } from './find-answer.ts';
import { followUpsFor } from './offer-follow-ups.ts';
import type { AnswerPart, Citation, GateDecision, Outcome } from './protocol.ts';
import { inCollection } from './retrieval/collection.ts';
import { startStopwatch, type Stopwatch } from './stopwatch.ts';

export type { AskDeps, AskRequest, Turn };

const OUTCOMES: Readonly<Record<GateDecision, Outcome>> = {
  answer: 'answered',
  closest: 'closest',
  refuse: 'refused',
};

const STOPPED = { code: 'aborted', message: 'The answer was stopped.' } as const;

/**
 * Answers one question as a stream of protocol parts, exactly one of which (`finish` or `error`) is terminal and last.
 * The steps: understand the question, retrieve, gate, compose, verify, offer follow-ups.
 */
export async function* ask(
  deps: AskDeps,
  request: AskRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  // What was begun for an answer ends with it, also when its reader leaves early.
  const ending = new AbortController();
  try {
    yield* answerParts(deps, request, AbortSignal.any([signal, ending.signal]));
  } finally {
    ending.abort();
  }
}

async function* answerParts(
  whole: AskDeps,
  request: AskRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  // Every text of a question is embedded under the same signal, more than the ten that Node expects at most.
  setMaxListeners(0, signal);
  const watch = startStopwatch();
  const planned = plannedComposer(whole, request.composer);
  yield {
    type: 'start',
    messageId: request.id,
    messageMetadata: { snapshot: whole.snapshot.id, composer: planned },
  };
  try {
    const snapshot = inCollection(whole.snapshot, request.collection);
    const deps = { ...whole, snapshot };
    const findings = await findAnswer(
      deps,
      { ...request, history: request.history.map(withoutMarkers) },
      { signal, watch },
    );
    const { asked, standalone } = findings.understanding;
    if (standalone !== asked && !findings.isSmallTalk)
      yield { type: 'data-question', data: { asked, standalone } };
    yield { type: 'data-retrieval', data: retrievalView(snapshot, findings.plan, findings) };

    let proposing: Assistance<string[]> | null = null;
    // Not before: a server that answers one request at a time would let the reader wait for the proposals.
    const onModelText = () => {
      proposing = startProposals(deps, findings, signal);
    };
    const parts = composeAnswer(deps, findings, { signal, onModelText });
    const composed = yield* timed(parts, watch);
    yield* composed.citations.map(sourcePart);
    yield { type: 'data-verdicts', data: [...composed.verdicts] };
    const followUps = await watch.time('followUps', async () =>
      followUpsFor(deps, findings, { signal, proposals: (await proposing?.take()) ?? [] }),
    );
    yield { type: 'data-followups', data: followUps };
    const { composer, notice, rejected } = composed;
    yield {
      type: 'finish',
      messageMetadata: {
        outcome: composed.isPartial ? 'incomplete' : OUTCOMES[findings.plan.decision],
        composer,
        ...(notice !== undefined && { notice }),
        rejectedCitations: rejected,
        timings: watch.timings(),
      },
    };
  } catch (error) {
    const { code, message } = signal.aborted ? STOPPED : toSafeError(error);
    if (HTTP_STATUS[code] >= 500) whole.report?.(error);
    yield { type: 'error', errorText: `${code}: ${message}` };
  }
}

function withoutMarkers({ question, answer }: Turn): Turn {
  return { question, answer: stripMarkers(answer).replace(/\s*\[\d+\]/g, '') };
}

/** Composing with its time taken, without what the reader takes to read. */
async function* timed(
  parts: Closable<AnswerPart, Composed>,
  watch: Stopwatch,
): AsyncGenerator<AnswerPart, Composed> {
  try {
    for (;;) {
      const next = await watch.time('compose', () => parts.next());
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await parts.return();
  }
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
