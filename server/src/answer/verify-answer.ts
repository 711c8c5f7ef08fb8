import type { SentenceVerdict, Verdict, VerdictReason } from '../protocol.ts';
import { leadsTo, sentencesOfAnswer, type AnswerSentence } from './answer-sentences.ts';
import { verifyClaim, type ClaimVerdict } from './verify.ts';

/** What a citation of an answer points at. */
export interface CitedSpan {
  readonly number: number;
  /** The span as plain text. */
  readonly text: string;
  /** The question that it answers. */
  readonly title: string;
}

export interface AnswerEvidence {
  readonly citations: readonly CitedSpan[];
  /** Plain text of everything the answer could have cited, for sentences that cite nothing. */
  readonly passages: readonly string[];
  /** Offsets at which a marker stood that was dropped. */
  readonly ends?: readonly number[];
  /** Cosine of two texts; `null` where it is not known. */
  readonly similarity: (claim: string, evidence: string) => Promise<number | null>;
}

const RANK: Readonly<Record<Verdict, number>> = { supported: 2, partial: 1, unsupported: 0 };

/** What a sentence says of the sources and not of their subject. */
const ABOUT_SOURCES =
  /\b(?:passages?|sources?|documents?|context|provided (?:text|material)|notes|corpus|material)\b[^.]{0,60}\b(?:do(?:es)? not|don't|doesn't|did not|never|no)\b|\b(?:not (?:covered|mentioned|stated|specified|explained|addressed)|no (?:information|mention))\b[^.]{0,60}\b(?:passages?|sources?|documents?|context|notes|corpus|material)\b/iu;

/**
 * The verdict on every sentence of a final answer against the spans that it cites; two sentences that share a marker and
 * are both supported share a verdict. One that cites nothing is never more than partial; one that only introduces
 * ("Three uses:") has none.
 */
export async function verifyAnswer(text: string, evidence: AnswerEvidence): Promise<SentenceVerdict[]> {
  const verdicts: SentenceVerdict[] = [];
  let before: AnswerSentence | null = null;
  for (const sentence of sentencesOfAnswer(text, evidence.ends)) {
    const lead: AnswerSentence | null =
      before !== null && leadsTo(before, sentence, { text, ends: evidence.ends }) ? before : null;
    before = isLeadIn(sentence) ? null : sentence;
    if (before === null) continue;
    const { verdict, reasons } = await verdictOn(sentence, evidence);
    const { end, citations } = sentence;
    const isShared = lead !== null && verdict === 'supported' && isSaidBy(lead, spansOf(sentence, evidence));
    if (isShared) verdicts.pop();
    const start = isShared ? lead.start : sentence.start;
    verdicts.push({ start, end, verdict, citations: [...citations], reasons });
  }
  return verdicts;
}

/** Whether the sources of the next sentence say this one as well: one marker for two sentences. */
function isSaidBy({ text }: AnswerSentence, spans: readonly CitedSpan[]): boolean {
  return spans.some((span) => verifyClaim(text, span.text, null, span.title).verdict === 'supported');
}

function spansOf({ citations }: AnswerSentence, evidence: AnswerEvidence): CitedSpan[] {
  return citations.flatMap(
    (number) => evidence.citations.find((citation) => citation.number === number) ?? [],
  );
}

async function verdictOn(
  sentence: AnswerSentence,
  evidence: AnswerEvidence,
): Promise<{ verdict: Verdict; reasons: VerdictReason[] }> {
  if (sentence.citations.length === 0) return uncited(sentence, evidence.passages);
  const spans = spansOf(sentence, evidence);
  const together = {
    text: spans.map((span) => span.text).join('\n'),
    title: spans.map((span) => span.title).join(' '),
  };
  let best: ClaimVerdict | null = null;
  let isDisputed = false;
  for (const span of spans.length > 1 ? [...spans, together] : spans) {
    const similarity = await evidence.similarity(sentence.text, span.text);
    const verdict = judge(sentence, span.text, similarity, span.title);
    isDisputed ||= verdict.isDisputed;
    if (!best || RANK[verdict.verdict] > RANK[best.verdict]) best = verdict;
  }
  // What one of its sources contradicts is not supported by another.
  if (best?.verdict === 'supported' && isDisputed) return { ...best, verdict: 'partial' };
  return best ?? uncited(sentence, evidence.passages);
}

function judge(
  sentence: AnswerSentence,
  span: string,
  similarity: number | null,
  title: string,
): ClaimVerdict {
  if (isLiteral(sentence) && fold(span).includes(fold(sentence.text))) {
    return { verdict: 'supported', reasons: [], coverage: 1, isDisputed: false };
  }
  return verifyClaim(sentence.text, span, similarity, title);
}

function uncited(
  sentence: AnswerSentence,
  passages: readonly string[],
): { verdict: Verdict; reasons: VerdictReason[] } {
  if (ABOUT_SOURCES.test(sentence.text) && !/\d|\b(?:but|however|though)\b/iu.test(sentence.text)) {
    return {
      verdict: 'partial',
      reasons: [{ rule: 'citation', text: 'This is about what the sources leave out.' }],
    };
  }
  const isKnown = passages.some((passage) =>
    isLiteral(sentence)
      ? fold(passage).includes(fold(sentence.text))
      : verifyClaim(sentence.text, passage, null).verdict === 'supported',
  );
  return isKnown
    ? {
        verdict: 'partial',
        reasons: [{ rule: 'citation', text: 'The sources say this, but it names none of them.' }],
      }
    : { verdict: 'unsupported', reasons: [{ rule: 'citation', text: 'It names no source.' }] };
}

const isLiteral = ({ kind }: AnswerSentence): boolean =>
  kind === 'code' || kind === 'table' || kind === 'math';

/** A few words that end in a colon announce what follows. */
function isLeadIn({ text, kind, citations }: AnswerSentence): boolean {
  return kind !== 'code' && citations.length === 0 && text.endsWith(':') && text.split(/\s+/u).length <= 10;
}

function fold(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
