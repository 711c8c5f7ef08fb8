const FENCE = /```[\s\S]*?(?:```|$)/g;
const QUESTION_WORD =
  '(?:how|what|why|when|which|who|where|whose|does|do|did|is|are|was|were|can|could|should|would|will|show|explain|describe|compare|list|give|tell)';
/** The end of a sentence, a line, or a semicolon. A dot inside a name or number is followed by no space. */
const SENTENCE_END = /(?<=[.?!])\s+(?=\S)|\n+|;\s+/;
/** Where a second question is joined to the first: "… and how …", ", then which …". */
const JOINED = new RegExp(
  `,?\\s+(?:and|but|then|also|plus|or)\\s+(?:also\\s+|then\\s+)?(?=${QUESTION_WORD}\\b)`,
  'i',
);
/** Where a clause ends that may be about something else: commas, conjunctions, "versus", list labels. */
const CLAUSE_END =
  /[,;:]\s+|\s+(?:and|but|or|vs\.?|versus|with|than|then|while|whereas|plus)\s+|\s*\(?\b[a-e1-5]\)\s+/i;
const MIN_WORDS = 3;
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
  const parts = text
    .split(SENTENCE_END)
    .flatMap((sentence) => sentence.split(JOINED))
    .map((part) => part.trim())
    .reduce<string[]>(joinShort, [])
    .map((part) => part.replace(/\u0000(\d+)\u0000/g, (_, index: string) => fences[Number(index)] ?? ''));
  return parts.length > 1 ? parts.slice(0, MAX_PARTS) : [question];
}

/** Joins a part that is too short to ask anything ("Hi.", "a list?" after "e.g.") to the one beside it. */
function joinShort(parts: readonly string[], part: string): string[] {
  const last = parts.at(-1);
  const isShort = (text: string) => text.split(/\s+/).length < MIN_WORDS;
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
