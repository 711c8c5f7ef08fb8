import { json, Router, type Request, type Response } from 'express';
import type { AskDeps } from '../ask.ts';
import { collectAnswer } from '../collect-answer.ts';
import type { AnswerPart } from '../protocol.ts';
import type { AppOptions } from './app-options.ts';
import { parseChatRequest } from './chat-request.ts';
import { describeForLog } from './log-line.ts';
import { abortOnClose, openEventStream, type EventStream } from './sse.ts';
import { checkLength, completionRequestSchema, toChatRequest } from './v1-chat-request.ts';
import {
  finishChunk,
  openEnvelope,
  textChunk,
  toCompletion,
  usageChunk,
  type Envelope,
  type Usage,
} from './v1-completion.ts';
import { parseV1Body, toV1Body, v1OnlyMethods } from './v1-errors.ts';
import { answerTask } from './v1-task.ts';
import { openTextReader } from './v1-text.ts';

/** A long conversation with the answers that the client sends back. */
const MAX_BODY = '4mb';

const REPLACED = '\n\n---\n\n';

/** One request, read: where its text comes from and how it is to be sent. */
interface Exchange {
  readonly envelope: Envelope;
  readonly question: string;
  readonly deps: AskDeps;
  readonly isStream: boolean;
  readonly hasUsage: boolean;
}

/** `POST /v1/chat/completions`: the same answer in the form in which OpenAI's clients read it. */
export function v1ChatRoute({ ask, currentDeps, log }: AppOptions): Router {
  const router = Router();
  router
    .route('/v1/chat/completions')
    .post(json({ limit: MAX_BODY }), async (request, response) => {
      const body = parseV1Body(completionRequestSchema, request.body);
      const { model, ...chat } = toChatRequest(body);
      const task = answerTask(chat);
      const exchange: Exchange = {
        envelope: openEnvelope(model),
        question: chat.messages.at(-1)?.parts[0]?.text ?? '',
        deps: await currentDeps(),
        isStream: body.stream === true,
        hasUsage: body.stream_options?.include_usage === true,
      };
      if (task !== null) {
        await sendTask(response, exchange, task);
        return;
      }
      checkLength(exchange.question);
      const parts = ask(exchange.deps, parseChatRequest(chat), abortOnClose(response));
      if (exchange.isStream) await streamAnswer({ request, response, log }, exchange, parts);
      else await sendAnswer(response, exchange, parts);
    })
    .all(v1OnlyMethods('POST'));
  return router;
}

async function sendTask(response: Response, exchange: Exchange, content: string): Promise<void> {
  const { envelope, isStream, hasUsage } = exchange;
  const usage = await countUsage(exchange, content);
  if (!isStream) {
    response.json(toCompletion(envelope, { content, usage }));
    return;
  }
  const stream = openEventStream(response);
  await stream.send(textChunk(envelope, { role: 'assistant', content }));
  await stream.send(finishChunk(envelope));
  if (hasUsage) await stream.send(usageChunk(envelope, usage));
  await stream.end();
}

async function sendAnswer(
  response: Response,
  exchange: Exchange,
  parts: AsyncIterable<AnswerPart>,
): Promise<void> {
  let content = '';
  const reader = openTextReader({
    onText: (text) => void (content += text),
    onReplaced: () => void (content = ''),
  });
  const answer = await collectAnswer(exchange.question, parts, (part) => reader.onPart(part));
  content += reader.tail(answer);
  const usage = await countUsage(exchange, content);
  response.setHeader('Cache-Control', 'no-store');
  response.json(toCompletion(exchange.envelope, { content, usage, answer }));
}

interface Wire {
  readonly request: Request;
  readonly response: Response;
  readonly log: (line: string) => void;
}

/** The stream opens with the first part: a fault before it still gets a status of its own. */
async function streamAnswer(
  { request, response, log }: Wire,
  exchange: Exchange,
  parts: AsyncGenerator<AnswerPart>,
): Promise<void> {
  const first = await parts.next();
  const stream = openEventStream(response);
  try {
    await sendChunks(stream, exchange, resumed(first, parts));
  } catch (error) {
    if (!response.closed) log(describeForLog(request, error));
    await stream.send(toV1Body(error));
  }
  await stream.end();
}

async function sendChunks(
  stream: EventStream,
  exchange: Exchange,
  parts: AsyncIterable<AnswerPart>,
): Promise<void> {
  const { envelope, question, hasUsage } = exchange;
  let content = '';
  const sendText = async (text: string) => {
    if (text === '') return;
    content += text;
    await stream.send(textChunk(envelope, { content: text }));
  };
  await stream.send(textChunk(envelope, { role: 'assistant', content: '' }));
  const reader = openTextReader({
    onText: sendText,
    // What was sent cannot be taken back: a rule parts it from what counts.
    onReplaced: () => (content === '' ? undefined : sendText(REPLACED)),
  });
  const answer = await collectAnswer(question, parts, (part) => reader.onPart(part));
  await sendText(reader.tail(answer));
  await stream.send(finishChunk(envelope, answer));
  if (hasUsage) await stream.send(usageChunk(envelope, await countUsage(exchange, content), answer));
}

async function countUsage({ deps, question }: Exchange, content: string): Promise<Usage> {
  const [prompt = 0, completion = 0] = await deps.embedder.countTokens([question, content]);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

async function* resumed<T>(first: IteratorResult<T, unknown>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return(undefined);
  }
}
