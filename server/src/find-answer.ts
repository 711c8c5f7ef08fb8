import type { AnswerPlan } from './answer/answer-plan.ts';
import { planAnswer } from './answer/plan-answer.ts';
import { gateView } from './answer/retrieval-view.ts';
import { closestLead, namesInNoSource, refusalText, uncoveredText } from './answer/shortfall.ts';
import { smallTalkKind, smallTalkReply } from './answer/small-talk-reply.ts';
import { SMALL_TALK } from './answer/small-talk.ts';
import type { AskDeps, AskRequest } from './ask-request.ts';
import { startRewriting } from './assist.ts';
import { questionEmbedder, rememberingEmbedder, type Embed } from './embed-questions.ts';
import type { GateView } from './protocol.ts';
import type { Evaluation, ReadPassage } from './retrieval/evaluate.ts';
import { gateModelOf } from './retrieval/gate-prior.ts';
import { readPassage } from './read-passage.ts';
import { investigate, type Investigation } from './retrieval/investigate.ts';
import { nameLikeWords } from './retrieval/names.ts';
import { entriesByTitle } from './retrieval/titles.ts';
import { understand, vocabularyOf, type Understanding } from './retrieval/understand.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What is known when composing begins. */
export interface Findings {
  readonly understanding: Understanding;
  readonly plan: AnswerPlan;
  readonly gate: GateView;
  readonly repairs: readonly [string, string][];
  readonly readings: ReadonlyMap<number, number>;
  readonly evaluation: Evaluation;
  /** Sentences of our own before and after what is quoted. */
  readonly opening: string | null;
  readonly closing: string | null;
  readonly isSmallTalk: boolean;
  readonly request: AskRequest;
}

interface Running {
  readonly signal: AbortSignal;
  readonly watch: Stopwatch;
}

/** Understands the question, retrieves, gates, and plans what to quote. */
export async function findAnswer(deps: AskDeps, request: AskRequest, running: Running): Promise<Findings> {
  const { snapshot, embedder } = deps;
  const rewriting = startRewriting(deps, request, running.signal);
  const own = await investigateQuestion(deps, request, running);
  const rewritten = (await rewriting?.take()) ?? null;
  const investigation = rewritten === null ? own : await better(own, rewritten, { deps, running });
  const { understanding } = investigation;
  const kind = await smallTalkOf(investigation, rememberingEmbedder(deps));
  const missingIn = (text: string) =>
    namesInNoSource(
      snapshot,
      nameLikeWords(text, (word) => embedder.isPlainEnglish(word)),
    );
  const plan =
    kind === null && !understanding.isOnlyInstructions
      ? planAnswer(snapshot, investigation, {
          depth: request.depth,
          said: request.history.map(({ answer }) => answer).join('\n'),
          namesInNoSource: missingIn,
        })
      : refusedPlan(investigation);
  const missing = missingIn(understanding.text);
  const { whole } = investigation;
  return {
    understanding,
    plan,
    gate: {
      ...gateView(whole, { missing, reasons: reasonsFor(investigation, kind) }),
      decision: plan.decision,
    },
    repairs: understanding.repairs,
    readings: new Map([
      ...whole.readings,
      ...investigation.parts.flatMap(({ evaluation }) => [...evaluation.readings]),
    ]),
    evaluation: whole,
    opening: openingText(plan, kind === null ? null : smallTalkReply(kind, snapshot), missing),
    closing: plan.uncovered.length > 0 ? uncoveredText(plan.uncovered) : null,
    isSmallTalk: kind !== null,
    request,
  };
}

/** The question retrieved and gated as it stands, with the conversation before it. */
async function investigateQuestion(
  deps: AskDeps,
  { question, history }: Pick<AskRequest, 'question' | 'history'>,
  { signal, watch }: Running,
): Promise<Investigation> {
  const { snapshot, embedder } = deps;
  const vocabulary = vocabularyOf(snapshot.lexical, (word) => embedder.isPlainEnglish(word));
  // A question that is the title of an entry stands on its own, whatever was said before.
  const turns = entriesByTitle(snapshot, question).length > 0 ? [] : history;
  const earlier = turns.map((turn) => turn.question);
  const embed = questionEmbedder(deps, signal);
  return watch.time('retrieve', () =>
    investigate(snapshot, understand(question, earlier, vocabulary), {
      embed: (texts) => watch.time('embed', () => embed(texts)),
      read: timedRead(deps, { signal, watch }),
      model: gateModelOf(snapshot.manifest.calibration),
      previous: turns.at(-1) ?? null,
    }),
  );
}

/** The chat model's rewriting, if it retrieves at least as well as the question with its conversation. */
async function better(
  own: Investigation,
  rewritten: string,
  { deps, running }: { deps: AskDeps; running: Running },
): Promise<Investigation> {
  const alone = { question: rewritten, history: [] };
  const other = await investigateQuestion(deps, alone, running);
  if (other.whole.gate.score < own.whole.gate.score) return own;
  const { asked } = own.understanding;
  return {
    ...other,
    understanding: { ...other.understanding, asked, standalone: rewritten, isDependent: true },
  };
}

/** Small talk is what is close to its examples and closer to them than to any passage. */
async function smallTalkOf({ whole, lookup }: Investigation, embed: Embed) {
  if (lookup !== null || whole.gate.decision === 'answer') return null;
  const examples = await embed(SMALL_TALK.map(([, example]) => example));
  return smallTalkKind(whole.query.ownVector, examples);
}

function refusedPlan({ whole }: Investigation): AnswerPlan {
  return { decision: 'refuse', blocks: [], uncovered: [], parts: [], passages: whole.passages, entries: [] };
}

function openingText(plan: AnswerPlan, reply: string | null, missing: readonly string[]): string | null {
  if (reply !== null) return reply;
  if (plan.decision === 'refuse') return refusalText(missing);
  // Where the parts of a question have each their own, their leads say which.
  return plan.decision === 'closest' && plan.parts.length === 0 ? closestLead(missing) : null;
}

function reasonsFor({ understanding, lookup }: Investigation, kind: string | null): string[] {
  if (kind !== null) return ['This asks the corpus nothing.'];
  if (understanding.isOnlyInstructions) return ['This gives instructions and asks the corpus nothing.'];
  if (lookup === null) return [];
  if (lookup.by === 'title') return ['The question is the title of an entry, word for word.'];
  const numbers = understanding.numbers.join(', ');
  const count = lookup.entries.length;
  if (count === 0) return [`No entry has the number ${numbers}.`];
  return [`The question names ${numbers}: ${count} ${count === 1 ? 'entry has' : 'entries have'} it.`];
}

function timedRead(
  deps: AskDeps,
  { signal, watch }: { signal: AbortSignal; watch: Stopwatch },
): ReadPassage | null {
  const read = readPassage(deps, signal);
  return read && ((question, passage) => watch.time('read', () => read(question, passage)));
}
