/** Wording that tries to steer the assistant instead of asking the corpus. */
const STEERING: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|documents?|sources?|guidelines?|above|previous|training)\b/i,
  /\byou are (?:now|no longer|dan|an? unrestricted)\b|^as (?:dan|an? unrestricted)\b|\bact as\b|\bpretend (?:to be|that|you)\b|\brole-?play\b/i,
  /\b(?:system|hidden|secret|initial|developer) (?:prompt|rules?|instructions?|message)\b/i,
  /\b(?:from now on|new rule|rule \d+:|admin mode|developer mode|jailbreak)\b/i,
  /\b(?:print|reveal|show|repeat|output|leak)\b.{0,40}\b(?:prompt|instructions|above|verbatim|word for word|environment variables?|api keys?|secrets?|passwords?)\b/i,
  /\bwritten above\b|\babove this line\b|\bcitations? (?:are|is) disabled\b/i,
  /^#{2,}\s*(?:admin|system)\b|<\/?(?:context|system|instructions?|script)\b/i,
  /\b(?:answer|reply|respond|end|talk|speak)\b.{0,30}\b(?:"[^"]{1,20}"|'[^']{1,20}'|like a|with the word)/i,
];

/** A line that pretends to be said by somebody else. */
const ROLE_LABEL = /^\s*(?:system|admin|assistant|\[(?:assistant|user|system)\])\s*:/i;
const CLAUSE = /(?<=[:,;])\s+/;
/** A clause shorter than this is left over from an instruction. */
const MIN_WORDS = 3;

/**
 * A part of a question without the instructions to the assistant in it, `''` where nothing else is in it. An
 * instruction asks the corpus nothing, so it neither helps nor hinders what is asked beside it.
 */
export function withoutInstructions(part: string): string {
  if (ROLE_LABEL.test(part) && !/^\s*\[?user/i.test(part)) return '';
  if (!STEERING.some((pattern) => pattern.test(part))) return part;
  const clauses = part.split(CLAUSE).filter((clause) => !STEERING.some((pattern) => pattern.test(clause)));
  const rest = clauses.join(' ').trim();
  return rest.split(/\s+/).length >= MIN_WORDS ? rest : '';
}
