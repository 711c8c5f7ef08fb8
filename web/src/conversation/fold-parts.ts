import type { AnswerPart, Citation } from '../../../server/src/protocol.ts';
import type { AnswerPhase, AnswerState } from './types.ts';

export const EMPTY_ANSWER: AnswerState = {
  phase: 'searching',
  messageId: null,
  snapshot: null,
  composer: null,
  standalone: null,
  retrieval: null,
  text: '',
  announced: [],
  citations: [],
  verdicts: [],
  followUps: [],
  finish: null,
  failure: null,
};

/** The state of an answer after some more parts of its stream. Parts of an unknown type change nothing. */
export function foldParts(state: AnswerState, parts: readonly AnswerPart[]): AnswerState {
  return parts.reduce(foldPart, state);
}

/** The answer as it stands when no more parts will come: what has arrived is kept. */
export function endAnswer(
  state: AnswerState,
  phase: Extract<AnswerPhase, 'stopped' | 'cut' | 'failed'>,
  failure: AnswerState['failure'] = null,
): AnswerState {
  return isOpen(state) ? { ...state, phase, failure } : state;
}

/** Whether more parts may come. */
export function isOpen(state: AnswerState): boolean {
  return state.phase === 'searching' || state.phase === 'writing';
}

function foldPart(state: AnswerState, part: AnswerPart): AnswerState {
  switch (part.type) {
    case 'start': {
      const { snapshot, composer } = part.messageMetadata;
      return { ...state, messageId: part.messageId, snapshot, composer };
    }
    case 'data-question':
      return { ...state, standalone: part.data.standalone };
    case 'data-retrieval':
      return { ...state, retrieval: part.data };
    case 'data-notice':
      return { ...state, notice: part.data };
    // A second text block takes the place of the first: what a chat model wrote was not supported.
    case 'text-start':
      return { ...state, phase: 'writing', text: '', announced: [] };
    case 'data-citation': {
      const { number, entryId, title, section } = part.data;
      const announced = { number, entryId, title, section, at: state.text.length };
      return { ...state, announced: [...state.announced, announced] };
    }
    case 'text-delta':
      return { ...state, text: state.text + part.delta };
    case 'text-end':
      return state;
    case 'source-document':
      return { ...state, citations: [...state.citations, toCitation(part)] };
    case 'data-verdicts':
      return { ...state, verdicts: part.data };
    case 'data-followups':
      return { ...state, followUps: part.data };
    case 'finish': {
      const finish = part.messageMetadata;
      return { ...state, phase: 'done', finish, composer: finish.composer };
    }
    case 'error':
      return { ...state, phase: 'failed', failure: toFailure(part.errorText) };
    default:
      part satisfies never;
      return state;
  }
}

function toCitation(part: Extract<AnswerPart, { type: 'source-document' }>): Citation {
  const { entryId, section, start, end, quote, hash } = part.providerMetadata.indepth;
  const { title, filename: document } = part;
  return { number: Number(part.sourceId), entryId, title, section, document, start, end, quote, hash };
}

function toFailure(errorText: string): { code: string; text: string } {
  const [, code = 'internal', text = errorText] = /^([a-z_]+): ([\s\S]*)$/.exec(errorText) ?? [];
  return { code, text };
}
