import { COMMON_WORDS } from './common-words.ts';

/** What is said about the answer before: a sentence of its own, so that the question after it may stand alone. */
const PLEASANTRY =
  /^(?:(?:ok(?:ay)?|cool|fine|good|great|nice|right|thanks?(?: you)?(?: very much| a lot)?|got it|hm+)\b[\s,]*)+[.!]+\s+/i;
/** How a question opens that continues another. */
const CONNECTOR =
  /^(?:(?:ok(?:ay)?|cool|fine|good|great|nice|right|thanks?(?: you)?|no|yes|yeah|hm+|and|but|so|then|also|now|well)\b[\s,.!:;-]*)+/i;
const ELLIPSIS =
  /^(?:what|how) about\b|^(?:why|how so|which(?: ones?| of)?|any|what if|when|where|who|example)\b/i;
const PRONOUN =
  /\b(?:it|its|it's|they|them|their|theirs|this|that|these|those|one|ones|same|other|others|else|instead|there|here)\b/i;
/** A pronoun that a noun may replace word for word. */
const SUBSTITUTABLE = /\b(?:it|they|them)\b(?!['’])/i;
const NEW_TOPIC = /^(?:different|new|another|next|other) (?:topic|question|subject)\b/i;
/** A question shorter than this many words cannot carry a topic next to its question words. */
const SHORT_WORDS = 4;
/** So many telling words before a pronoun name what it stands for. */
const NAMED_BEFORE = 2;
/** Asks for nothing by itself, while any other word may be what is asked about. */
const SAYS_NOTHING_ALONE =
  /^(?:better|best|worse|worst|faster|slower|safer|cheaper|easier|difference|differences|differ|examples?|advantages?|disadvantages?|pros|cons|benefits?|drawbacks?|works?|used?|using|matters?|important|happens?|means?|recommended|preferred|and|the)$/;
/** A name too short to be a word: "C", "R", "S3". */
const SHORT_NAME = /\b(?:[B-HJ-Z]|\w*\d\w*)\b/;
/** A topic longer than this reads badly in place of a pronoun. */
const MAX_TOPIC_WORDS = 5;

const TOPIC_PATTERNS: readonly RegExp[] = [
  /^what(?:'s| is| are| was| were) (an? |the )?(.+?)(?: and (?:how|when|why|what)\b.*)?$/i,
  /^what (?:do|does|did) (an? |the )?(.+?) (?:do|mean|give|say|buy)\b.*$/i,
  /^(?:how|why|when) (?:do|does|did|can|could|should|would) (an? |the )?(.+?) (?:help|work|affect|differ|apply|fail|matter|compare)\b.*$/i,
  /^(?:how|why|when) (?:do|does|can|could|should|would) (?:you|i|we|one) (?:use|handle|create|write|define|implement|do|manage|detect) (an? |the )?(.+?)(?: (?:to|in|for|with|when|before|after|using)\b.*)?$/i,
  /^(?:tell me about|explain|describe|define|summari[sz]e) (?:how )?(an? |the )?(.+?)(?: can be\b.*| are used\b.*)?$/i,
];

/** Whether the question leans on what was said before. */
export function isDependent(question: string): boolean {
  const text = question.trim().replace(PLEASANTRY, '');
  if (NEW_TOPIC.test(text)) return false;
  const rest = text.replace(CONNECTOR, '');
  return (
    rest !== text || ELLIPSIS.test(rest) || hasOpenPronoun(rest) || rest.split(/\s+/).length < SHORT_WORDS
  );
}

/**
 * Whether a part of a question leans on its other parts: "which is faster?". Unlike a new turn, it may well begin with
 * "and" or "which".
 */
export function isDependentPart(part: string): boolean {
  const rest = part.trim().replace(CONNECTOR, '');
  const telling = contentWords(rest).filter((word) => !SAYS_NOTHING_ALONE.test(word));
  return hasOpenPronoun(rest) || (telling.length === 0 && !SHORT_NAME.test(rest));
}

/** Whether a pronoun stands for something that the question does not name before it: "what is X and when is it used". */
function hasOpenPronoun(question: string): boolean {
  const at = question.search(PRONOUN);
  return at >= 0 && contentWords(question.slice(0, at)).length < NAMED_BEFORE;
}

function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_.@]{3,}/gu) ?? []).filter((word) => !COMMON_WORDS.has(word));
}

/**
 * The question as it reads on its own. A dependent one takes the topic of the turn before it: in place of its
 * pronoun where the topic is short, in parentheses otherwise. Any other question is returned as it is.
 */
export function standaloneQuestion(question: string, earlier: readonly string[]): string {
  let standalone: string | null = null;
  for (const next of [...earlier, question]) standalone = makeStandalone(next.trim(), standalone);
  return standalone ?? question;
}

function makeStandalone(question: string, previous: string | null): string {
  if (previous === null || previous === '' || !isDependent(question)) return question;
  const rest = question.replace(CONNECTOR, '') || question;
  const { article, topic: bare } = topicPhrase(previous);
  const topic = article + bare;
  const isShort = bare.split(/\s+/).length <= MAX_TOPIC_WORDS && topic !== stripEnd(previous);
  if (isShort && SUBSTITUTABLE.test(rest)) return capitalise(rest.replace(SUBSTITUTABLE, () => topic));
  return `${capitalise(rest)} (about: ${topic})`;
}

/** What a question is about: its noun phrase where a pattern finds one, else the whole question. */
export function topicOf(question: string): string {
  return topicPhrase(question).topic;
}

function topicPhrase(question: string): { article: string; topic: string } {
  const text = stripEnd(question.replace(/\s*\(about: .*\)$/, '').replace(CONNECTOR, '') || question);
  for (const pattern of TOPIC_PATTERNS) {
    const [, article = '', topic] = pattern.exec(text) ?? [];
    if (topic !== undefined) return { article, topic: topic.trim() };
  }
  return { article: '', topic: text };
}

function stripEnd(text: string): string {
  return text.trim().replace(/[\s?.!]+$/, '');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
