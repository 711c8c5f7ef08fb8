import type { Citation } from '../protocol.ts';
import { leadsTo, sentencesOfAnswer } from './answer-sentences.ts';
import { attribute, attributeBoth, type Attribution } from './attribute.ts';
import type { ModelPassage } from './model-passage.ts';
import type { Similarity } from './model-similarity.ts';
import type { CitedSpan } from './verify-answer.ts';

export interface Citer {
  /**
   * Turns the passages that the model cites behind the last sentence of the text into citations of exact sentences; one
   * marker may stand for two sentences, where the passage has both side by side. `fresh` are those cited for the first time; `numbers` is empty where nothing supports the sentence.
   */
  cite(
    text: string,
    passages: readonly number[],
    ends?: readonly number[],
  ): Promise<{ numbers: number[]; fresh: Citation[] }>;
  citations(): Citation[];
  spans(): CitedSpan[];
  rejected(): number;
}

/** Citations of one answer, numbered from 1 in order of appearance. */
export function openCiter(passages: readonly ModelPassage[], similarity: Similarity): Citer {
  const found: { citation: Citation; span: CitedSpan }[] = [];
  let rejected = 0;

  async function citeOne({ claim, lead }: Claim, number: number): Promise<Citation | null> {
    const passage = passages.find((candidate) => candidate.number === number);
    if (!passage || claim === '') return null;
    const texts = passage.sentences.map(({ text }) => text);
    const both = lead === '' ? null : attributeBoth(`${lead} ${claim}`, texts, passage.title);
    const support = both ?? (await supportIn(texts, claim, passage.title));
    if (!support || support.verdict === 'unsupported') return null;
    const cited = passage.sentences.slice(support.first, support.end);
    const [start, end] = [cited[0]?.start ?? passage.start, cited.at(-1)?.end ?? passage.start];
    const known = found.find(
      ({ citation }) =>
        citation.entryId === passage.entryId && citation.start === start && citation.end === end,
    );
    if (known) return known.citation;
    const citation = toCitation(passage, { number: found.length + 1, start, end });
    const span = {
      number: citation.number,
      text: cited.map(({ text }) => text).join(' '),
      title: passage.title,
    };
    found.push({ citation, span });
    return citation;
  }

  async function supportIn(
    texts: readonly string[],
    claim: string,
    context: string,
  ): Promise<Attribution | null> {
    const similarities = await Promise.all(texts.map((text) => similarity.between(claim, text)));
    return attribute(claim, texts, { similarities, context });
  }

  return {
    async cite(text, numbers, ends = []) {
      const claim = lastClaim(text, ends);
      const before = found.length;
      const cited: number[] = [];
      for (const number of numbers) {
        const citation = await citeOne(claim, number);
        if (!citation) rejected += 1;
        else if (!cited.includes(citation.number)) cited.push(citation.number);
      }
      return { numbers: cited, fresh: found.slice(before).map(({ citation }) => citation) };
    },
    citations: () => found.map(({ citation }) => citation),
    spans: () => found.map(({ span }) => span),
    rejected: () => rejected,
  };
}

function toCitation(
  passage: ModelPassage,
  { number, start, end }: { number: number; start: number; end: number },
): Citation {
  const { entryId, title, section, document, hash } = passage;
  const quote = passage.markdown.slice(start - passage.start, end - passage.start);
  return { number, entryId, title, section, document, start, end, quote, hash };
}

/** Plain text, without markers, of what a marker at the end of a text speaks for. */
interface Claim {
  /** The last sentence. */
  readonly claim: string;
  /** The sentence before it on the same line, where that has no marker; else empty. */
  readonly lead: string;
}

function lastClaim(text: string, ends: readonly number[]): Claim {
  const start = lastBlockStart(text);
  const block = text.slice(start);
  const inBlock = ends.map((offset) => offset - start).filter((offset) => offset > 0);
  const [before, last] = [null, null, ...sentencesOfAnswer(block, inBlock)].slice(-2);
  if (!last) return { claim: '', lead: '' };
  const isLead =
    before !== null && before !== undefined && leadsTo(before, last, { text: block, ends: inBlock });
  return { claim: last.text, lead: isLead ? before.text : '' };
}

/** Where the last paragraph begins; blank lines inside a fence begin none. */
function lastBlockStart(text: string): number {
  const trimmed = text.trimEnd();
  for (let at = trimmed.lastIndexOf('\n\n'); at >= 0; at = trimmed.lastIndexOf('\n\n', at - 1)) {
    const fences = text.slice(0, at).match(/^[ \t]*(?:`{3,}|~{3,})/gmu)?.length ?? 0;
    if (fences % 2 === 0) return at + 2;
    if (at === 0) break;
  }
  return 0;
}
