import { hear, openQuestions, wasQuoted, type Heard } from './answer/earlier-turns.ts';
import {
  candidatesAfter,
  chooseFollowUps,
  MAX_FOLLOW_UPS,
  titleQuestion,
  type CheckQuestion,
  type FollowUpCandidate,
} from './answer/follow-ups.ts';
import { whyNotEnough } from './answer/shortfall.ts';
import type { AskDeps } from './ask-request.ts';
import { rememberingEmbedder } from './embed-questions.ts';
import type { Findings } from './find-answer.ts';
import type { FollowUp } from './protocol.ts';
import { readPassage } from './read-passage.ts';
import { evaluate, type Evaluation, type ReadPassage } from './retrieval/evaluate.ts';
import { gateModelOf } from './retrieval/gate-prior.ts';
import { mixQuery, PREVIOUS_QUESTION_WEIGHT } from './retrieval/query.ts';
import { isDependent } from './retrieval/standalone-question.ts';
import { starterPositions } from './retrieval/starters.ts';
import { entriesByTitle } from './retrieval/titles.ts';

const MORE_STARTERS = 8;

/** Up to three next questions that the corpus answers; after a refusal the closest ones, with why they were not enough. */
export async function followUpsFor(
  deps: AskDeps,
  findings: Findings,
  { signal, proposals }: { signal: AbortSignal; proposals: readonly string[] },
): Promise<FollowUp[]> {
  const { snapshot } = deps;
  const { plan, understanding, request } = findings;
  const asked = [
    ...request.history.map(({ question }) => question),
    understanding.asked,
    understanding.standalone,
  ];
  const check = (question: string) => answeringEntry(deps, question, { findings, signal });
  if (findings.isSmallTalk || understanding.isOnlyInstructions) {
    // More for whoever has asked the first ones already.
    const starters = [MAX_FOLLOW_UPS, MORE_STARTERS].flatMap((count) => starterPositions(snapshot, count));
    const candidates = starters.map((entry) => titleQuestion(snapshot, entry, 'related'));
    return chooseFollowUps(snapshot, candidates, { asked, check });
  }
  if (plan.decision === 'answer') {
    const picks = plan.blocks.flatMap((block) => block.picks);
    const { entries } = plan;
    const heard = hear(request.history);
    const candidates = candidatesAfter(snapshot, { entries, picks, asked, heard });
    const proposed = await proposedCandidates(proposals, { plan, check });
    const left = await leftOpen(deps, entries, heard);
    // What was quoted has answered the question of its title, in whatever words it was asked.
    const answered = entries.map((entry) => snapshot.entries[entry]?.titleText ?? '');
    return chooseFollowUps(snapshot, [...proposed, ...candidates, ...left], {
      asked: [...asked, ...answered],
      check,
    });
  }
  const nearest = [...new Set(plan.passages.map(({ entry }) => entry))];
  const closest = nearest.map((entry) => titleQuestion(snapshot, entry, 'closest'));
  const chosen = await chooseFollowUps(snapshot, closest, { asked, check });
  return chosen.map((followUp) => ({
    ...followUp,
    reason: whyNotEnough(snapshot, snapshot.entryIndex.get(followUp.entryId) ?? -1, understanding.text),
  }));
}

/** What the chat model proposed, as far as the gate lets it pass. */
async function proposedCandidates(
  proposals: readonly string[],
  { plan, check }: { plan: Findings['plan']; check: CheckQuestion },
): Promise<FollowUpCandidate[]> {
  const candidates: FollowUpCandidate[] = [];
  for (const question of proposals) {
    const entry = await check(question);
    if (entry !== null)
      candidates.push({ question, entry, kind: plan.entries.includes(entry) ? 'deeper' : 'related' });
  }
  return candidates;
}

/** The question that comes nearest to what the latest unanswered one asked, if its entry has not been quoted. */
async function leftOpen(
  deps: AskDeps,
  entries: readonly number[],
  heard: Heard,
): Promise<FollowUpCandidate[]> {
  const { snapshot } = deps;
  const [open] = openQuestions(heard);
  if (open === undefined) return [];
  const { gate, passages } = await evaluateAlone(deps, open);
  if (gate.decision === 'refuse') return [];
  const near = [...new Set(passages.map(({ entry }) => entry))].slice(0, 2);
  const fresh = near.filter((entry) => !entries.includes(entry) && !wasQuoted(snapshot, entry, heard));
  return fresh.slice(0, 1).map((entry) => ({ ...titleQuestion(snapshot, entry, 'related'), isBack: true }));
}

/**
 * The entry that would answer a question, asked on its own as well as next in the conversation; `null` if the gate
 * would not let it pass in either.
 */
async function answeringEntry(
  deps: AskDeps,
  question: string,
  { findings, signal }: { findings: Findings; signal: AbortSignal },
): Promise<number | null> {
  const { snapshot } = deps;
  const [titled] = entriesByTitle(snapshot, question);
  if (titled !== undefined) return titled;
  const read = readingOnce(readPassage(deps, signal));
  const alone = await evaluateAlone(deps, question, read);
  const entry = answeredBy(alone);
  if (entry === null) return null;
  const { asked, text } = findings.understanding;
  const own = { text: question, vector: alone.query.ownVector, weight: 1 };
  const before = { text, vector: findings.evaluation.query.ownVector, weight: PREVIOUS_QUESTION_WEIGHT };
  const next = await evaluate(snapshot, mixQuery(own, [before], snapshot.lexical), {
    model: gateModelOf(snapshot.manifest.calibration),
    read,
    readAs: isDependent(question) ? `${asked} ${question}` : question,
  });
  return answeredBy(next) === entry ? entry : null;
}

function answeredBy({ gate, passages }: Evaluation): number | null {
  return gate.decision === 'answer' ? (passages[0]?.entry ?? null) : null;
}

/** A question retrieved and gated without its conversation. */
async function evaluateAlone(
  deps: AskDeps,
  question: string,
  read: ReadPassage | null = null,
): Promise<Evaluation> {
  const { snapshot } = deps;
  const [vector = new Float32Array()] = await rememberingEmbedder(deps)([question]);
  return evaluate(snapshot, mixQuery({ text: question, vector, weight: 1 }, [], snapshot.lexical), {
    model: gateModelOf(snapshot.manifest.calibration),
    read,
    readAs: question,
  });
}

/** The same reading of the same passage costs the model one pass. */
function readingOnce(read: ReadPassage | null): ReadPassage | null {
  if (read === null) return null;
  const known = new Map<string, Promise<number>>();
  return (question, passage) => {
    const key = `${String(passage.chunk)} ${question}`;
    const reading = known.get(key) ?? read(question, passage);
    known.set(key, reading);
    return reading;
  };
}
