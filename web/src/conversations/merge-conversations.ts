import type { AnswerState, Conversation, Turn } from '../conversation/types.ts';

/**
 * What to keep when a conversation is saved that another tab may have changed meanwhile. `base` is what this
 * tab read or wrote last, `stored` what is there now, `ours` what this tab has. Turns added elsewhere stay, turns
 * that this tab removed go, and of one turn asked in both the later or the finished answer is kept.
 */
export function mergeConversations(
  base: Conversation | undefined,
  stored: Conversation | undefined,
  ours: Conversation,
): Conversation {
  if (!stored) return ours;
  const ourIds = new Set(ours.turns.map((turn) => turn.id));
  const baseTurns = new Map(base?.turns.map((turn) => [turn.id, turn]));
  const storedTurns = new Map(stored.turns.map((turn) => [turn.id, turn]));
  const kept = ours.turns
    .filter((turn) => storedTurns.has(turn.id) || !isSettledIn(baseTurns.get(turn.id), turn))
    .map((turn) => mergeTurns(baseTurns.get(turn.id), storedTurns.get(turn.id), turn));
  const added = stored.turns.filter((turn) => !ourIds.has(turn.id) && !baseTurns.has(turn.id));
  return {
    ...ours,
    title: ours.title === base?.title ? stored.title : ours.title,
    updatedAt: Math.max(ours.updatedAt, stored.updatedAt),
    turns:
      added.length === 0 ? kept : [...kept, ...added].sort((first, second) => first.askedAt - second.askedAt),
  };
}

/** Whether this tab did nothing with a turn since it was stored: then removing it elsewhere holds. */
function isSettledIn(base: Turn | undefined, ours: Turn): boolean {
  return base?.askedAt === ours.askedAt;
}

function mergeTurns(base: Turn | undefined, stored: Turn | undefined, ours: Turn): Turn {
  if (!stored) return ours;
  if (stored.askedAt > ours.askedAt) return stored;
  if (stored.askedAt < ours.askedAt) return ours;
  return {
    ...ours,
    answer: furtherAnswer(ours.answer, stored.answer),
    deeper: mergeDeeper(base?.deeper ?? null, stored.deeper, ours.deeper),
  };
}

function mergeDeeper(
  base: AnswerState | null,
  stored: AnswerState | null,
  ours: AnswerState | null,
): AnswerState | null {
  if (ours && stored) return furtherAnswer(ours, stored);
  return base === null ? (ours ?? stored) : ours;
}

function furtherAnswer(ours: AnswerState, stored: AnswerState): AnswerState {
  return ours.phase !== 'done' && stored.phase === 'done' ? stored : ours;
}
