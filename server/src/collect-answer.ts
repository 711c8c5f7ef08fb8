import { AppError, HTTP_STATUS } from './errors.ts';
import type { Answer, AnswerPart, Citation, ErrorCode, FinishMetadata } from './protocol.ts';

type Start = Extract<AnswerPart, { type: 'start' }>;
type SourceDocument = Extract<AnswerPart, { type: 'source-document' }>;

/** What the parts have told so far. `finish` and `start` are there once their parts have passed. */
interface Draft {
  start?: Start;
  finish?: FinishMetadata;
  standalone: string;
  text: string;
  citations: Citation[];
  verdicts: Answer['verdicts'];
  followUps: Answer['followUps'];
  retrieval?: Answer['retrieval'];
}

/**
 * Folds the parts of one answer into one object; every door but the event stream reads answers through it.
 * `onPart` sees each part as it arrives, for doors that also stream.
 * @throws AppError with the code of an `error` part, or `internal` if the parts end without a terminal one.
 */
export async function collectAnswer(
  asked: string,
  parts: AsyncIterable<AnswerPart>,
  onPart?: (part: AnswerPart) => void | Promise<void>,
): Promise<Answer> {
  let draft = emptyDraft(asked);
  for await (const part of parts) {
    await onPart?.(part);
    draft = addPart(draft, part);
  }
  return finishDraft(draft, asked);
}

/** The code and the sentence that an `error` part carries as `<code>: <sentence>`. */
export function toAppError(errorText: string): AppError {
  const match = /^([a-z_]+): ([\s\S]*)$/.exec(errorText);
  const [, code, message] = match ?? [];
  return code !== undefined && message !== undefined && isErrorCode(code)
    ? new AppError(code, message)
    : new AppError('internal', errorText);
}

function emptyDraft(asked: string): Draft {
  return { standalone: asked, text: '', citations: [], verdicts: [], followUps: [] };
}

function addPart(draft: Draft, part: AnswerPart): Draft {
  switch (part.type) {
    case 'start':
      return { ...draft, start: part };
    case 'data-question':
      return { ...draft, standalone: part.data.standalone };
    case 'data-retrieval':
      return { ...draft, retrieval: part.data };
    // A second text block takes the place of the first: what a chat model wrote was not supported.
    case 'text-start':
      return { ...draft, text: '' };
    case 'data-citation':
    case 'data-notice':
      return draft;
    case 'text-delta':
      return { ...draft, text: draft.text + part.delta };
    case 'text-end':
      return draft;
    case 'source-document':
      return { ...draft, citations: [...draft.citations, toCitation(part)] };
    case 'data-verdicts':
      return { ...draft, verdicts: part.data };
    case 'data-followups':
      return { ...draft, followUps: part.data };
    case 'finish':
      return { ...draft, finish: part.messageMetadata };
    case 'error':
      throw toAppError(part.errorText);
    default:
      return part satisfies never;
  }
}

function finishDraft(draft: Draft, asked: string): Answer {
  const { start, finish, retrieval, standalone, text, citations, verdicts, followUps } = draft;
  if (start === undefined || finish === undefined || retrieval === undefined) {
    throw new AppError('internal', 'The answer ended before it was complete. Ask again.');
  }
  return {
    id: start.messageId,
    snapshot: start.messageMetadata.snapshot,
    question: { asked, standalone },
    text,
    citations,
    verdicts,
    followUps,
    retrieval,
    ...finish,
  };
}

function toCitation(part: SourceDocument): Citation {
  const { entryId, section, start, end, quote, hash } = part.providerMetadata.indepth;
  const { title, filename: document } = part;
  return { number: Number(part.sourceId), entryId, title, section, document, start, end, quote, hash };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(HTTP_STATUS, code);
}
