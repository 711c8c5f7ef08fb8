import { json, Router, type Response } from 'express';
import type { AskRequest } from '../ask.ts';
import { collectAnswer } from '../collect-answer.ts';
import { AppError, toSafeError } from '../errors.ts';
import type { AnswerPart } from '../protocol.ts';
import type { AppOptions } from './app-options.ts';
import { parseChatRequest } from './chat-request.ts';
import { onlyMethods } from './error-response.ts';
import { describeForLog } from './log-line.ts';
import { jsonBody } from './parse.ts';
import { abortOnClose, openEventStream } from './sse.ts';

/** A hundred messages whose clients send back all parts of every answer. */
const MAX_BODY = '4mb';

/** `POST /api/chat`: the answer as an event stream, or as one object for clients that accept only JSON. */
export function chatRoute({ ask, currentDeps, log }: AppOptions): Router {
  const router = Router();
  router
    .route('/api/chat')
    .post(json({ limit: MAX_BODY }), async (request, response) => {
      const asked = parseChatRequest(jsonBody(request));
      const signal = abortOnClose(response);
      const parts = ask(await currentDeps(), asked, signal);
      if (request.accepts('text/event-stream', 'application/json') === 'application/json') {
        await sendAnswer(response, asked, parts);
      } else {
        await streamAnswer(response, parts, (error) => log(describeForLog(request, error)));
      }
    })
    .all(onlyMethods('POST'));
  return router;
}

async function sendAnswer(
  response: Response,
  asked: AskRequest,
  parts: AsyncIterable<AnswerPart>,
): Promise<void> {
  const answer = await collectAnswer(asked.question, parts);
  response.setHeader('Cache-Control', 'no-store');
  response.json(answer);
}

/** The stream opens with the first part: a fault before it still gets a status of its own. */
async function streamAnswer(
  response: Response,
  parts: AsyncGenerator<AnswerPart>,
  logFault: (error: unknown) => void,
): Promise<void> {
  const first = await parts.next();
  const stream = openEventStream(response, { 'x-vercel-ai-ui-message-stream': 'v1' });
  try {
    for await (const part of untilTerminal(first, parts)) await stream.send(part);
  } catch (error) {
    if (!response.closed) logFault(error);
    await stream.send(toErrorPart(error));
  }
  await stream.end();
}

/** The parts up to the terminal one; adds the terminal one where the generator ends without. */
async function* untilTerminal(
  first: IteratorResult<AnswerPart, unknown>,
  rest: AsyncGenerator<AnswerPart>,
): AsyncGenerator<AnswerPart> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) {
      yield next.value;
      if (next.value.type === 'finish' || next.value.type === 'error') return;
    }
    yield toErrorPart(new AppError('internal', 'The answer ended before it was complete. Ask again.'));
  } finally {
    await rest.return(undefined);
  }
}

function toErrorPart(error: unknown): AnswerPart {
  const { code, message } = toSafeError(error);
  return { type: 'error', errorText: `${code}: ${message}` };
}
