import { AppError } from '../errors.ts';
import type { ChatModel, Embedder } from '../models/types.ts';
import type { Citation, Depth, SentenceVerdict } from '../protocol.ts';
import { openCiter } from './cite-claims.ts';
import { formatMarker } from './citation-marker.ts';
import { modelFailure, type ModelFailure } from './model-failure.ts';
import type { ModelPassage } from './model-passage.ts';
import { composePrompt } from './model-prompt.ts';
import { openSimilarity } from './model-similarity.ts';
import { readModel, type StreamEnd } from './read-model.ts';
import { openSplitter, type StreamPiece } from './split-stream.ts';
import { dropThinking, hideSecrets } from './stream-filters.ts';
import { verifyAnswer } from './verify-answer.ts';

export interface ComposeRequest {
  /** Standalone. */
  readonly question: string;
  readonly passages: readonly ModelPassage[];
  readonly depth: Depth;
  readonly chat: ChatModel;
  readonly embedder: Pick<Embedder, 'embeddings'>;
  readonly signal: AbortSignal;
}

export type ComposeEvent =
  /** Comes before the delta that holds its marker. */
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'delta'; readonly text: string };

export interface ModelAnswer {
  /** Exactly the deltas, one after the other. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly verdicts: readonly SentenceVerdict[];
  /** Markers that named no passage, or one that does not support the sentence. */
  readonly rejected: number;
  /**
   * `complete`; `partial`: broken off, but some of it is supported, so it stays and is labelled; `failed`: nothing of it
   * is supported, so another composer must answer.
   */
  readonly outcome: 'complete' | 'partial' | 'failed';
  /** Why it is not complete; safe to show. */
  readonly failure: ModelFailure | null;
}

/** Most that is read of one stream, reasoning included; a model that reasons at length stays well below. */
const MOST_RECEIVED = 400_000;
/** Stands for addresses in the model's text: they could carry what was asked to whoever wrote a document. */
const REMOVED_ADDRESS = 'link-removed';

/**
 * Streams an answer from the chat model. Each marker is checked when it arrives: one whose passage does not support its
 * sentence is dropped, another gets the next number and the exact sentences that it rests on. Throws only
 * AppError('aborted') when the reader stopped; whatever goes wrong with the model is in the result.
 */
export async function* composeWithModel(request: ComposeRequest): AsyncGenerator<ComposeEvent, ModelAnswer> {
  const { chat, passages, signal } = request;
  const similarity = openSimilarity(request.embedder, signal);
  const citer = openCiter(passages, similarity);
  const thinking = dropThinking();
  const secrets = hideSecrets(chat.secrets ?? []);
  const splitter = openSplitter();
  let text = '';
  const ends: number[] = [];

  async function* write(pieces: readonly StreamPiece[]): AsyncGenerator<ComposeEvent> {
    for (const piece of pieces) {
      const { citations, written } = await render(piece);
      for (const citation of citations) yield { type: 'citation', citation };
      const delta = text === '' ? written.trimStart() : written;
      if (delta === '') continue;
      text += delta;
      yield { type: 'delta', text: delta };
    }
  }

  async function render(piece: StreamPiece): Promise<{ citations: Citation[]; written: string }> {
    switch (piece.type) {
      case 'text':
        return { citations: [], written: piece.text };
      case 'image':
        return { citations: [], written: '[' };
      case 'address':
        return { citations: [], written: REMOVED_ADDRESS };
      case 'marker': {
        const { numbers, fresh } = await citer.cite(text, piece.numbers, ends);
        if (numbers.length === 0) ends.push(text.length);
        return {
          citations: fresh,
          written: numbers.length > 0 ? piece.space + numbers.map(formatMarker).join('') : '',
        };
      }
      default:
        return piece satisfies never;
    }
  }

  const messages = await composePrompt(request.question, passages, { depth: request.depth });
  const stream = readModel(chat, messages, signal);
  let end: StreamEnd | null = null;
  let [visible, received] = [0, 0];
  try {
    for (let next = await stream.next(); ; next = await stream.next()) {
      if (next.done) {
        end = next.value;
        break;
      }
      // Not before: an endpoint that is down must not keep the embedder busy.
      if (received === 0)
        similarity.prepare(passages.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text)));
      received += next.value.length;
      const shown = thinking.push(next.value).slice(0, chat.limits.maxCharacters - visible);
      visible += shown.length;
      yield* write(splitter.push(secrets.push(shown)));
      if (visible >= chat.limits.maxCharacters || received > MOST_RECEIVED) break;
    }
  } finally {
    await stream.return({ failure: null, isFinished: false, hasReasoned: false });
  }
  if (signal.aborted) throw new AppError('aborted', 'The answer was stopped.');
  const rest = end === null ? '' : thinking.end();
  yield* write([...splitter.push(secrets.push(rest) + secrets.end()), ...splitter.end()]);

  const verdicts = await verifyAnswer(text, {
    citations: citer.spans(),
    passages: passages.map(({ sentences }) => sentences.map((sentence) => sentence.text).join('\n')),
    ends,
    similarity: similarity.between,
  });
  const hasThought = thinking.hasThought || (end?.hasReasoned ?? false);
  const failure = end === null ? modelFailure('model_too_long') : failureAtEnd(text, end, hasThought);
  return {
    text,
    citations: citer.citations(),
    rejected: citer.rejected(),
    verdicts,
    ...judged(verdicts, failure),
  };
}

function failureAtEnd(text: string, end: StreamEnd, hasThought: boolean): ModelFailure | null {
  if (end.failure) return end.failure;
  if (text.trim() === '') return modelFailure(hasThought ? 'model_only_reasoning' : 'model_empty');
  // Some servers never say that they are done; then a text that ends like one is taken to be whole.
  const looksWhole = /(?:[.!?:;)】\]*_|]|```|~~~)\s*$/u.test(text);
  return end.isFinished || looksWhole ? null : modelFailure('model_interrupted');
}

function judged(
  verdicts: readonly SentenceVerdict[],
  failure: ModelFailure | null,
): Pick<ModelAnswer, 'outcome' | 'failure'> {
  const isSupported = verdicts.some(({ verdict }) => verdict === 'supported');
  if (!isSupported) return { outcome: 'failed', failure: failure ?? modelFailure('model_unsupported') };
  return { outcome: failure ? 'partial' : 'complete', failure };
}
