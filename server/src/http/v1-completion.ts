import { randomUUID } from 'node:crypto';
import type { Answer, Citation, FollowUp, Notice, Outcome } from '../protocol.ts';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** What stands beside `choices`: fields that OpenAI's clients pass over and others can read. */
export interface Extras {
  citations: Citation[];
  indepth: {
    outcome: Outcome;
    composer: string;
    snapshot: string;
    notice?: Notice;
    follow_ups: FollowUp[];
  };
}

export type FinishReason = 'stop' | 'length';

export interface Completion extends Partial<Extras> {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: [
    {
      index: 0;
      message: { role: 'assistant'; content: string; refusal: null };
      logprobs: null;
      finish_reason: FinishReason;
    },
  ];
  usage: Usage;
}

export interface CompletionChunk extends Partial<Extras> {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  choices: {
    index: 0;
    delta: { role?: 'assistant'; content?: string };
    logprobs: null;
    finish_reason: FinishReason | null;
  }[];
  usage?: Usage | null;
}

/** What all objects of one completion share. */
export interface Envelope {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export function openEnvelope(model: string): Envelope {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
}

interface Whole {
  readonly content: string;
  readonly usage: Usage;
  readonly answer?: Answer;
}

export function toCompletion(
  { id, created, model }: Envelope,
  { content, usage, answer }: Whole,
): Completion {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: finishReason(answer),
      },
    ],
    usage,
    ...(answer && extrasOf(answer)),
  };
}

/** A chunk that carries text; the first one names the role. */
export function textChunk(
  envelope: Envelope,
  delta: CompletionChunk['choices'][number]['delta'],
): CompletionChunk {
  return { ...chunkOf(envelope), choices: [{ index: 0, delta, logprobs: null, finish_reason: null }] };
}

/** The last chunk with a choice. */
export function finishChunk(envelope: Envelope, answer?: Answer): CompletionChunk {
  return {
    ...chunkOf(envelope),
    choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason(answer) }],
    ...(answer && extrasOf(answer)),
  };
}

/** The chunk that `stream_options.include_usage` asks for; it comes last, so it carries the citations as well. */
export function usageChunk(envelope: Envelope, usage: Usage, answer?: Answer): CompletionChunk {
  return { ...chunkOf(envelope), choices: [], usage, ...(answer && extrasOf(answer)) };
}

function chunkOf({ id, created, model }: Envelope) {
  return { id, object: 'chat.completion.chunk', created, model } as const;
}

/** An answer that the chat model did not finish is what OpenAI calls cut by length. */
function finishReason(answer: Answer | undefined): FinishReason {
  return answer?.outcome === 'incomplete' ? 'length' : 'stop';
}

function extrasOf({ citations, outcome, composer, snapshot, notice, followUps }: Answer): Extras {
  return { citations, indepth: { outcome, composer, snapshot, notice, follow_ups: followUps } };
}
