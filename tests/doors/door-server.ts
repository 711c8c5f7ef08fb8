import type { AskDeps } from '../../server/src/ask.ts';
import type { AppOptions } from '../../server/src/http/app-options.ts';
import type { AnswerPart } from '../../server/src/protocol.ts';
import { ANSWER_PARTS, fakeDeps, startServer } from '../http/test-server.ts';

/** Deps whose embedder counts words: tokens of the answers here need no model. */
export const countingDeps: AskDeps = {
  ...fakeDeps,
  embedder: {
    id: 'local:small-embedder@0123456789ab',
    dimensions: 2,
    countTokens: (texts: readonly string[]) =>
      Promise.resolve(texts.map((text) => text.split(/\s+/).filter(Boolean).length)),
  } as AskDeps['embedder'],
};

export function startDoorServer(options: Partial<AppOptions> = {}): ReturnType<typeof startServer> {
  return startServer({ currentDeps: () => Promise.resolve(countingDeps), ...options });
}

/** The scripted answer with another text and other final parts. */
export function partsWithText(
  deltas: readonly string[],
  finish: Partial<Extract<AnswerPart, { type: 'finish' }>['messageMetadata']> = {},
): AnswerPart[] {
  return ANSWER_PARTS.flatMap((part): AnswerPart[] => {
    if (part.type === 'text-delta') return [];
    if (part.type === 'text-end') {
      return [...deltas.map((delta): AnswerPart => ({ type: 'text-delta', id: 't1', delta })), part];
    }
    if (part.type === 'finish') return [{ ...part, messageMetadata: { ...part.messageMetadata, ...finish } }];
    return [part];
  });
}

/** Everything that was asked of a recording `ask`. */
export function recordingAsk(parts: readonly AnswerPart[] = ANSWER_PARTS) {
  const requests: Parameters<AppOptions['ask']>[1][] = [];
  const ask: AppOptions['ask'] = async function* recording(_deps, request) {
    requests.push(request);
    await Promise.resolve();
    yield* parts;
  };
  return { ask, requests };
}
