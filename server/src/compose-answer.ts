import { closingFence } from './answer/closing-fence.ts';
import { composeExtractive, type Piece } from './answer/compose-extractive.ts';
import type { ComposeEvent, ModelAnswer } from './answer/compose-with-model.ts';
import type { ModelFailure } from './answer/model-failure.ts';
import { modelPassages } from './answer/model-passages.ts';
import type { AskDeps } from './ask-request.ts';
import type { Findings } from './find-answer.ts';
import type { Snapshot } from './index/types.ts';
import type { ChatModel } from './models/types.ts';
import type { AnswerPart, Citation, ComposerName, Notice, SentenceVerdict } from './protocol.ts';

/** What composing came to, once its text has been streamed. */
export interface Composed {
  readonly composer: ComposerName;
  readonly citations: readonly Citation[];
  readonly verdicts: readonly SentenceVerdict[];
  readonly rejected: number;
  /** Whether the text broke off: what is there stays, and is labelled. */
  readonly isPartial: boolean;
  readonly notice?: Notice;
}

export interface Composing {
  readonly signal: AbortSignal;
  /** Called once when the chat model's first text has come. */
  readonly onModelText?: () => void;
}

/**
 * Streams the answer's text: by the chat model where one is configured and the gate lets the question pass, else by
 * quoting. Where nothing that the model wrote is supported, a notice and a new text block with quotes take the place of
 * its text.
 */
export async function* composeAnswer(
  deps: AskDeps,
  findings: Findings,
  composing: Composing,
): AsyncGenerator<AnswerPart, Composed> {
  const chat = composingModel(deps.chat, findings);
  if (chat === null) return yield* streamQuotes(deps.snapshot, findings);
  const answer = yield* streamModel({ ...deps, chat }, findings, composing);
  const { failure } = answer;
  if (answer.outcome === 'failed') {
    const notice = noticeOf(failure, 'The sources are quoted instead.');
    yield { type: 'data-notice', data: notice, transient: true };
    const quotes = yield* streamQuotes(deps.snapshot, findings);
    return { ...quotes, rejected: answer.rejected, notice };
  }
  return {
    composer: chat.name,
    citations: answer.citations,
    verdicts: answer.verdicts,
    rejected: answer.rejected,
    isPartial: answer.outcome === 'partial',
    ...(failure !== null && { notice: noticeOf(failure, 'The answer is not complete.') }),
  };
}

/** A generator that may be left before its end. */
export interface Closable<Item, Result> {
  next(): Promise<IteratorResult<Item, Result>>;
  return(value?: unknown): Promise<unknown>;
}

/** The name of the composer that will be tried first. */
export function plannedComposer({ chat }: AskDeps, composer: 'extractive' | undefined): ComposerName {
  return chat === null || composer === 'extractive' ? 'extractive' : chat.name;
}

/** The chat model writes what the gate answers; what is refused, close only, or small talk needs no writing. */
function composingModel(chat: ChatModel | null, { plan, request }: Findings): ChatModel | null {
  return plan.decision === 'answer' && request.composer !== 'extractive' ? chat : null;
}

async function* streamModel(
  { snapshot, embedder, chat }: AskDeps & { chat: ChatModel },
  { plan, understanding, request, closing }: Findings,
  { signal, onModelText }: Composing,
): AsyncGenerator<AnswerPart, ModelAnswer> {
  // Loaded only where there is a chat model: LangChain's prompts take half a second of the start.
  const { composeWithModel } = await import('./answer/compose-with-model.ts');
  const id = 'answer';
  const { depth } = request;
  const passages = modelPassages(snapshot, plan.passages, { depth, entries: plan.entries });
  const events: Closable<ComposeEvent, ModelAnswer> = composeWithModel({
    question: understanding.standalone,
    passages,
    depth,
    chat,
    embedder,
    signal,
  });
  let isOpen = false;
  try {
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done) {
        const isClosed = closing === null || next.value.outcome === 'failed';
        const ending = closingFence(next.value.text) + (isClosed ? '' : `\n\n${closing}`);
        if (isOpen && ending !== '') yield { type: 'text-delta', id, delta: ending };
        if (isOpen) yield { type: 'text-end', id };
        return next.value;
      }
      if (!isOpen) {
        isOpen = true;
        onModelText?.();
        yield { type: 'text-start', id };
      }
      const event = next.value;
      yield event.type === 'delta' ? { type: 'text-delta', id, delta: event.text } : announce(event.citation);
    }
  } finally {
    // A reader that leaves early must not leave the model writing.
    await events.return();
  }
}

function* streamQuotes(snapshot: Snapshot, findings: Findings): Generator<AnswerPart, Composed> {
  const pieces = quotePieces(snapshot, findings);
  const citations = new Map<number, Citation>();
  const id = 'quotes';
  yield { type: 'text-start', id };
  for (const piece of pieces) {
    for (const citation of piece.citations) {
      if (!citations.has(citation.number)) yield announce(citation);
      citations.set(citation.number, citation);
    }
    yield { type: 'text-delta', id, delta: piece.text };
  }
  yield { type: 'text-end', id };
  return {
    composer: 'extractive',
    citations: [...citations.values()],
    verdicts: quoteVerdicts(pieces),
    rejected: 0,
    isPartial: false,
  };
}

function announce({ number, entryId, title, section }: Citation): AnswerPart {
  return { type: 'data-citation', data: { number, entryId, title, section }, transient: true };
}

/** The text in order: our own sentences, and quotes with their citations. */
function quotePieces(snapshot: Snapshot, { plan, opening, closing }: Findings): Piece[] {
  const own = (text: string | null): Piece[] => (text === null ? [] : [{ text, citations: [] }]);
  const quoted = composeExtractive(snapshot, plan.blocks, { follows: opening !== null });
  return [...own(opening), ...quoted, ...own(closing === null ? null : `\n\n${closing}`)];
}

/** A quote is supported by what it quotes; sentences of our own make no claim about the sources' content. */
function quoteVerdicts(pieces: readonly Piece[]): SentenceVerdict[] {
  const verdicts: SentenceVerdict[] = [];
  let position = 0;
  for (const { text, citations } of pieces) {
    const start = position + (text.length - text.trimStart().length);
    position += text.length;
    const numbers = citations.map(({ number }) => number);
    if (numbers.length > 0)
      verdicts.push({ start, end: position, verdict: 'supported', citations: numbers, reasons: [] });
  }
  return verdicts;
}

function noticeOf(failure: ModelFailure | null, consequence: string): Notice {
  return {
    code: failure?.code ?? 'model_error',
    text: `${failure?.text ?? 'The chat model failed.'} ${consequence}`,
  };
}
