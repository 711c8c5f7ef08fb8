/** A nugget counts as carried when this share of its distinct content words is in the reply. */
const SHARE_OF_WORDS = 0.6;

/** Lucene's English stop words. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these they ' +
    'this to was will with'
  ).split(' '),
);

/**
 * Whether a reply carries a fact: its text verbatim after normalisation, or most of its words. A proxy: it misses
 * good paraphrases and accepts negations.
 */
export function carriesNugget(reply: string, nugget: string): boolean {
  const normalReply = normalise(reply);
  const normalNugget = normalise(nugget);
  if (normalReply.includes(normalNugget)) return true;
  const wanted = contentWords(normalNugget);
  if (wanted.size === 0) return false;
  const present = contentWords(normalReply);
  const carried = [...wanted].filter((word) => present.has(word)).length;
  return carried / wanted.size >= SHARE_OF_WORDS;
}

/** Lower case, without `` ` * " ' `` and typographic quotes, white space folded. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`*"'‘’‚‛“”„‟«»]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function contentWords(normalised: string): Set<string> {
  return new Set((normalised.match(/[a-z0-9_.]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word)));
}
