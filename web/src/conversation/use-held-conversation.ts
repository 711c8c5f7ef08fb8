import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ChatRequest } from '../../../server/src/protocol.ts';
import { conversationHref } from '../address.ts';
import { prefetchMarkdown } from '../markdown/LazyMarkdown.tsx';
import { openAnswer, reduceConversation, type AnswerSlot } from './conversation-reducer.ts';
import { messagesFor } from './messages.ts';
import { runAnswer } from './run-answer.ts';
import type { ConversationStorage } from './storage.ts';
import type { Conversation } from './types.ts';

/** How often an answer that is being written is saved, in ms. */
const SAVE_MS = 1_000;

export interface HeldConversation {
  /** `null` before the first question. */
  conversation: Conversation | null;
  /** Whether an answer is being written. */
  busy: boolean;
  /** Asks in the conversation in view, or, with `fresh`, in a new one; goes to its page. */
  ask: (question: string, options?: { fresh?: boolean }) => void;
  /** The folder or document that questions are answered from; `null`: the whole corpus. */
  scope: string | null;
  setScope: (scope: string | null) => void;
  /** Asks a turn's question again, perhaps in other words. */
  askAgain: (turnId: string, question: string) => void;
  goDeeper: (turnId: string) => void;
  closeDeeper: (turnId: string) => void;
  /** Ends the answer that is being written; what was written is kept. */
  stop: () => void;
  startNew: () => void;
  /** Takes a stored conversation into view. `false` when there is none of that id. */
  open: (id: string) => Promise<boolean>;
  /** Puts a conversation into view as it is, for undo and for what the list changed. */
  show: (conversation: Conversation) => void;
  rename: (id: string, title: string) => void;
}

/** The state behind `ConversationProvider`: the reducer, the running stream, and saving. */
export function useHeldConversation(storage: ConversationStorage): HeldConversation {
  const [conversation, dispatch] = useReducer(reduceConversation, null);
  const latest = useRef(conversation);
  const running = useRef<AbortController | null>(null);
  const [scope, setScope] = useState<string | null>(null);
  const latestScope = useRef(scope);
  const saved = useRef(0);
  const [, navigate] = useLocation();

  /** Applies an event at once to `latest` too, for callers that go on before the next rendering. */
  const apply = useCallback((event: Parameters<typeof reduceConversation>[1]) => {
    latest.current = reduceConversation(latest.current, event);
    dispatch(event);
  }, []);

  const save = useCallback(() => {
    saved.current = performance.now();
    if (latest.current) void storage.save(latest.current);
  }, [storage]);

  const stop = useCallback(() => {
    running.current?.abort();
    const open = openAnswer(latest.current);
    if (open) apply({ type: 'ended', ...open, phase: 'stopped', failure: null, at: Date.now() });
    save();
  }, [apply, save]);

  const run = useCallback(
    async (turnId: string, slot: AnswerSlot) => {
      const current = latest.current;
      if (!current) return;
      prefetchMarkdown();
      const abort = new AbortController();
      running.current = abort;
      save();
      const isCurrent = () => running.current === abort && latest.current?.id === current.id;
      const request: ChatRequest = {
        id: current.id,
        messages: messagesFor(current, turnId),
        depth: slot === 'deeper' ? 'deep' : 'answer',
        ...(latestScope.current !== null && { collection: latestScope.current }),
      };
      const ending = await runAnswer(request, abort.signal, (parts) => {
        if (!isCurrent() || abort.signal.aborted) return;
        apply({ type: 'received', turnId, slot, parts, at: Date.now() });
        // What was written is kept even when the page is closed before the answer ends.
        if (performance.now() - saved.current > SAVE_MS) save();
      });
      if (!isCurrent()) return;
      if (ending) apply({ type: 'ended', turnId, slot, ...ending, at: Date.now() });
      save();
    },
    [apply, save],
  );

  useEffect(() => {
    addEventListener('pagehide', save);
    return () => removeEventListener('pagehide', save);
  }, [save]);

  const actions = useMemo(
    () => ({
      ask: (question: string, options: { fresh?: boolean } = {}) => {
        stop();
        const held = options.fresh ? null : latest.current;
        const conversationId = held?.id ?? crypto.randomUUID();
        const turnId = crypto.randomUUID();
        apply({ type: 'asked', conversationId, turnId, question, at: Date.now() });
        navigate(conversationHref(conversationId));
        void run(turnId, 'answer');
      },
      askAgain: (turnId: string, question: string) => {
        stop();
        apply({ type: 'asked-again', turnId, question, at: Date.now() });
        void run(turnId, 'answer');
      },
      goDeeper: (turnId: string) => {
        stop();
        apply({ type: 'went-deeper', turnId });
        void run(turnId, 'deeper');
      },
      closeDeeper: (turnId: string) => apply({ type: 'closed-deeper', turnId }),
      startNew: () => {
        stop();
        apply({ type: 'left' });
        navigate('/');
      },
      open: async (id: string) => {
        if (latest.current?.id === id) return true;
        const stored = await storage.load(id);
        if (!stored) return false;
        stop();
        apply({ type: 'opened', conversation: stored });
        return true;
      },
      show: (shown: Conversation) => {
        stop();
        apply({ type: 'opened', conversation: shown });
        save();
      },
      setScope: (chosen: string | null) => {
        latestScope.current = chosen;
        setScope(chosen);
      },
      rename: (id: string, title: string) => apply({ type: 'renamed', id, title }),
    }),
    [apply, navigate, run, save, stop, storage],
  );

  return { conversation, scope, busy: openAnswer(conversation) !== null, stop, ...actions };
}
