/** Wording that tries to steer the assistant instead of asking the corpus. */
const STEERING: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|documents?|sources?|guidelines?|above|previous|training)\b/i,
  /\byou are (?:now|no longer)\b|\bas (?:dan|an? unrestricted)\b|\bact as\b|\bpretend (?:to be|that|you)\b|\brole-?play\b/i,
  /\b(?:system|hidden|secret|initial|developer) (?:prompt|rules?|instructions?|message)\b/i,
  /\b(?:from now on|new rule|rule \d+:|admin mode|developer mode|jailbreak)\b/i,
  /\b(?:print|reveal|show|repeat|output|leak)\b.{0,40}\b(?:prompt|instructions|above|verbatim|word for word|environment variables?|api keys?|secrets?|passwords?)\b/i,
  /\bwritten above\b|\babove this line\b|\bcitations? (?:are|is) disabled\b/i,
  /^\s*(?:system|admin|assistant|\[?(?:assistant|user|system)\]?)\s*:/i,
  /^#{2,}\s*(?:admin|system)\b|<\/?(?:context|system|instructions?|script)\b/i,
  /\b(?:answer|reply|respond|end|talk|speak)\b.{0,30}\b(?:"[^"]{1,20}"|'[^']{1,20}'|like a|with the word)/i,
];

/** Whether a part of a question is an instruction to the assistant. Such a part asks the corpus nothing. */
export function isInstruction(part: string): boolean {
  return STEERING.some((pattern) => pattern.test(part));
}
