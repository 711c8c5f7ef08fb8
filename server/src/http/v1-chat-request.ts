import { z } from 'zod';
import type { ChatMessage, ChatRequest } from '../protocol.ts';
import { collectionSchema, MAX_QUESTION_CHARACTERS } from './parse.ts';
import { V1Error } from './v1-errors.ts';
import { SOURCES_HEADING } from './v1-sources.ts';

/** Later messages than these are read; a client that keeps a long conversation is not refused for it. */
const MAX_MESSAGES = 100;
/** Longest list that is looked at. */
const MAX_LISTED = 2000;

/** The chat models on offer, by the depth of their answers. */
export const CHAT_MODELS = { indepth: 'answer', 'indepth-deep': 'deep' } as const;
export type ChatModelName = keyof typeof CHAT_MODELS;

const textPart = z.object({ type: z.enum(['text', 'input_text']), text: z.string() });
const otherPart = z.object({ type: z.string() });
const content = z.union([z.string(), z.array(z.union([textPart, otherPart])), z.null()]);

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: content.optional(),
});

/** The body of `POST /v1/chat/completions`: what is read of it. Every other parameter is tolerated and ignored. */
export const completionRequestSchema = z.object({
  model: z.string().max(200).optional(),
  messages: z.array(message).min(1, 'holds no message').max(MAX_LISTED),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
  functions: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  response_format: z.object({ type: z.string() }).nullish(),
  modalities: z.array(z.string()).nullish(),
  /** Ours: `deep` adds the in-depth sections whatever the model's name. */
  depth: z.enum(['answer', 'deep']).nullish(),
  /** Ours: forces the extractive composer. */
  composer: z.literal('extractive').nullish(),
  /** Ours: one document (path without `.md`) or one folder. */
  collection: collectionSchema.nullish(),
});

export type CompletionRequest = z.infer<typeof completionRequestSchema>;

/**
 * The chat request that an OpenAI request stands for. System and tool instructions are left out: only what was
 * asked and answered counts.
 * @throws V1Error that names the parameter, for what Indepth cannot do (tools, n > 1, images, other models).
 */
export function toChatRequest(request: CompletionRequest): ChatRequest & { model: ChatModelName } {
  refuseUnsupported(request);
  const model = modelOf(request.model);
  const messages = request.messages.flatMap((each, index): ChatMessage[] => {
    if (each.role !== 'user' && each.role !== 'assistant') return [];
    // What stands in an earlier message besides text cannot be asked about, but must not end the conversation.
    const isAsked = index === request.messages.length - 1;
    const text = textOf(each.content, isAsked ? index : null).trim();
    return text === '' ? [] : [toMessage(each.role, text)];
  });
  const last = messages.at(-1);
  if (last?.role !== 'user') {
    throw new V1Error('bad_request', 'The last message must be a question: role `user`, with text.', {
      param: 'messages',
    });
  }
  return {
    model,
    messages: messages.slice(-MAX_MESSAGES),
    depth: request.depth ?? CHAT_MODELS[model],
    composer: request.composer ?? undefined,
    collection: request.collection ?? undefined,
  };
}

function refuseUnsupported(request: CompletionRequest): void {
  const refuse = (param: string, text: string): never => {
    throw new V1Error('bad_request', text, { param, code: 'unsupported_parameter' });
  };
  if (request.n != null && request.n !== 1) {
    refuse('n', `n = ${request.n} is not supported: Indepth gives one answer per question, so send n = 1.`);
  }
  const offered = [...(request.tools ?? []), ...(request.functions ?? [])];
  if (offered.length > 0 && request.tool_choice !== 'none') {
    refuse(
      request.tools?.length ? 'tools' : 'functions',
      'Tools and functions are not supported: Indepth answers from its corpus and calls nothing. Leave them out.',
    );
  }
  if (request.messages.some(({ role }) => role === 'tool' || role === 'function')) {
    refuse('messages', 'Messages of the roles tool and function are not supported. Leave them out.');
  }
  const format = request.response_format?.type;
  if (format !== undefined && format !== 'text') {
    refuse(
      'response_format',
      `response_format ${quote(format)} is not supported: answers are Markdown text.`,
    );
  }
  const modality = request.modalities?.find((each) => each !== 'text');
  if (modality !== undefined) {
    refuse('modalities', `The modality ${quote(modality)} is not supported: answers are text.`);
  }
}

function modelOf(name: string | undefined): ChatModelName {
  if (name === undefined || name === 'indepth') return 'indepth';
  if (name === 'indepth-deep') return 'indepth-deep';
  throw new V1Error('not_found', `The model ${quote(name)} does not exist. Use indepth or indepth-deep.`, {
    param: 'model',
    code: 'model_not_found',
  });
}

/** The text of a message; `index` is that of the message where other parts are refused, `null` where they are left out. */
function textOf(value: z.infer<typeof content> | undefined, index: number | null): string {
  if (value == null) return '';
  if (typeof value === 'string') return value;
  const texts = value.map((part) => {
    if ('text' in part) return part.text;
    if (index === null) return '';
    throw new V1Error(
      'bad_request',
      `messages[${index}] holds a part of type ${quote(part.type)}: only text parts are supported.`,
      { param: `messages[${index}].content`, code: 'unsupported_content' },
    );
  });
  return texts.filter(Boolean).join('\n');
}

function toMessage(role: 'user' | 'assistant', text: string): ChatMessage {
  return { role, parts: [{ type: 'text', text: role === 'user' ? askedText(text) : withoutSources(text) }] };
}

/** Open WebUI wraps a question in instructions when its own retrieval is on: only the question is asked. */
function askedText(text: string): string {
  if (!text.trimStart().startsWith('### Task:')) return text;
  return /<user_query>([\s\S]*?)<\/user_query>/.exec(text)?.[1]?.trim() ?? text;
}

/** An answer that a client sends back carries our list of sources, which is no part of what was said. */
function withoutSources(text: string): string {
  const at = text.lastIndexOf(`\n\n${SOURCES_HEADING}\n`);
  return at === -1 ? text : text.slice(0, at);
}

/** @throws V1Error for a question that is too long. */
export function checkLength(question: string): void {
  if (question.length <= MAX_QUESTION_CHARACTERS) return;
  throw new V1Error(
    'bad_request',
    `The question has ${question.length} characters; at most ${MAX_QUESTION_CHARACTERS} are read. Shorten it.`,
    { param: 'messages', code: 'context_length_exceeded' },
  );
}

function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
