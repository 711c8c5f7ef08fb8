import type { AskDeps, AskRequest } from './ask-request.ts';
import type { AnswerPlan } from './answer/answer-plan.ts';
import { isDependent } from './retrieval/standalone-question.ts';
import type { Understanding } from './retrieval/understand.ts';

/** How long an answer waits for the chat model's help once its own work is done. */
const GRACE_MS = 400;

/** The one extra call to the chat model that a question may cost; `null` where it does not help in time. */
export interface Assistance<T> {
  /** What the model said, if it said it in time; ends the call otherwise. */
  take(): Promise<T | null>;
}

/** A rewriting of a question that leans on the conversation; `null` where the model is not asked for one. */
export function startRewriting(
  { chat }: AskDeps,
  { question, history, composer }: AskRequest,
  signal: AbortSignal,
): Assistance<string> | null {
  const isWanted = history.length > 0 && isDependent(question) && composer === undefined;
  if (chat?.assist !== true || !isWanted) return null;
  return startCall(async (stop) => {
    const { rewriteWithModel } = await loadPrompts();
    return rewriteWithModel(chat, question, { history, signal: stop });
  }, signal);
}

/** Questions that the model would ask next, where it has not been asked to rewrite this one. */
export function startProposals(
  { chat, snapshot }: AskDeps,
  { plan, understanding, request }: { plan: AnswerPlan; understanding: Understanding; request: AskRequest },
  signal: AbortSignal,
): Assistance<string[]> | null {
  const isWanted = plan.decision === 'answer' && !understanding.isDependent && request.composer === undefined;
  if (chat?.assist !== true || !isWanted) return null;
  const entries = [...new Set(plan.passages.map(({ entry }) => entry))];
  const titles = entries.flatMap((entry) => snapshot.entries[entry]?.titleText ?? []);
  return startCall(async (stop) => {
    const { proposeFollowUps } = await loadPrompts();
    return proposeFollowUps(chat, understanding.standalone, { titles, signal: stop });
  }, signal);
}

/** Only where there is a chat model: LangChain's messages take half a second of the start. */
function loadPrompts() {
  return import('./answer/assist-with-model.ts');
}

function startCall<T>(call: (signal: AbortSignal) => Promise<T | null>, signal: AbortSignal): Assistance<T> {
  const late = new AbortController();
  // Help that fails is no help; what went wrong with the model shows when it composes.
  const reply = call(AbortSignal.any([signal, late.signal])).catch(() => null);
  return {
    async take() {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), GRACE_MS);
      });
      const taken = await Promise.race([reply, timeout]);
      clearTimeout(timer);
      late.abort();
      return taken;
    },
  };
}
