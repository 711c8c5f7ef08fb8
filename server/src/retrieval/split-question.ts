const FENCE = /```[\s\S]*?(?:```|$)/g;
/**
 * How a second question begins. Words that are verbs or nouns elsewhere ("takes a frame and does …", "tuple and list")
 * count only before what makes them a question: "does it", "list the".
 */
const OPENING = [
  '(?:(?:in|at|by|for|from|on|under|with) )?(?:how|what|which)|why|when|who|where|whose',
  'explain|describe|compare|define|summari[sz]e',
  '(?:does|do|did|is|are|was|were|can|could|should|would|will) (?:i|we|you|it|they|there|this|that|these|those|the|an?|one|my|any|all)',
  '(?:list|name|show|give|tell) (?:me|us|the|all|some|an?|each|every|two|three|\\d)',
  'i (?:also )?(?:want|need|would like) to (?:know|understand|learn)',
].join('|');
/** How a sentence begins that asks, alone in it. */
const ASKING = new RegExp(
  `^(?:[^:?]{1,30}: )?(?:and |but |also,? |so |then |plus |please )*(?:${OPENING}|does|do|did|is|are|was|were|can|could|should|would|will|show|list|give|tell|name|write|build|need|find)\\b`,
  'i',
);
/** What asks further on: a question mark, a tag, a question after its circumstances, a wish to know. */
const ASKING_LATER =
  /\?|,\s*(?:right|correct|true|yes|no|isn['’]t it|don['’]t they)\W*$|[,–—-]\s+(?:how|what|why|(?:where|when) (?:do|does|did|can|could|should|would)|which (?!is|are|was|were|has|have|can|will|does|means|makes)\w+ (?:is|are|do|does|should|would|can))\b|\bi(?:['’]d| would)? (?:also |really |just )*(?:want|need|like|love)(?: to)? (?:know|understand|learn|see|ask|hear)\b|\b(?:curious|wondering)\b/i;
/** The end of a sentence, a line, or a semicolon. A dot inside a name or number is followed by no space; dots that leave something out end nothing. */
const SENTENCE_END = /(?<=[.?!])(?<!\.\.)\s+(?=\S)|\n+|;\s+/;
/** The labels of a list in a line: "1. … 2. …", "a) … b) …". */
const LABEL = /(?<=^|\s)(?:\(?\d{1,2}[.)]|\(?[a-f]\))\s+(?=\p{L})/gu;
/** Where a second question is joined to the first: "… and how …", ", then which …". */
const JOINED = new RegExp(
  `,?\\s+(?:and|&|but|then|also|plus|or|as well as)\\s+(?:also\\s+|then\\s+)?(?=(?:${OPENING})\\b)`,
  'i',
);
/** Where a clause ends that may be about something else: commas, conjunctions, "versus", list labels. */
const CLAUSE_END =
  /[,;:]\s+|\s+(?:and|but|or|vs\.?|versus|with|than|then|while|whereas|plus)\s+|\s*\(?\b[a-e1-5]\)\s+/i;
const MIN_WORDS = 3;
/** "Explain np.where": short, and yet all that is needed. */
const SHORT_REQUEST = /^(?:explain|describe|define|summari[sz]e|what['’]s) \S{3}/i;
const MAX_PARTS = 6;
const MAX_CLAUSES = 8;

/**
 * The parts of a question that may each ask for something: its sentences, and within a sentence the questions
 * joined by a conjunction. A fence stays with the part before it. One part means that there is nothing to split.
 */
export function splitQuestion(question: string): string[] {
  const fences: string[] = [];
  const text = question.replace(FENCE, (fence) => {
    fences.push(fence);
    return ` \u0000${String(fences.length - 1)}\u0000 `;
  });
  const parts = (text.match(LABEL)?.length === 1 ? text : text.replace(LABEL, '\n'))
    .split(SENTENCE_END)
    .flatMap((sentence) => sentence.split(JOINED))
    .map((part) => part.trim())
    .reduce<string[]>(joinShort, [])
    .map((part) => part.replace(/\u0000(\d+)\u0000/g, (_, index: string) => fences[Number(index)] ?? ''));
  return parts.length > 1 ? parts.slice(0, MAX_PARTS) : [question];
}

/** Whether a part of a question asks for something, rather than tells its circumstances. */
export function isAsking(part: string): boolean {
  return ASKING.test(part) || ASKING_LATER.test(part);
}

/** Joins a part that is too short to ask anything ("Hi.", "a list?" after "e.g.") to the one beside it. */
function joinShort(parts: readonly string[], part: string): string[] {
  const last = parts.at(-1);
  const isShort = (text: string) => text.split(/\s+/).length < MIN_WORDS && !SHORT_REQUEST.test(text);
  if (part === '') return [...parts];
  if (last !== undefined && (isShort(last) || isShort(part)))
    return [...parts.slice(0, -1), `${last} ${part}`];
  return [...parts, part];
}

/** The clauses of a question, finer than its parts: what might be about different things. At least two, or none. */
export function splitClauses(question: string): string[] {
  const clauses = splitQuestion(question.replace(FENCE, ' '))
    .flatMap((part) => part.split(CLAUSE_END))
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/).length >= 2);
  return clauses.length > 1 ? clauses.slice(0, MAX_CLAUSES) : [];
}
