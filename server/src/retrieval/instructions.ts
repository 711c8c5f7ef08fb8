/** What may stand before an order: courtesy, a conjunction, "you must", "I want you to". */
const LEAD =
  '^[^\\p{L}<]*(?:(?:please|kindly|now|then|also|and|but|so|first|just|hey|instead|you (?:must|should|will|have to|need to|are to)|i (?:want|need) you to|(?:can|could|will|would) you)\\b[\\s,]*)*';
/** What an order to the assistant is about: its own instructions, not "the rules in flake8" or "your rules for naming". */
const OWN_MATTER =
  '(?:prompts?|instructions?|rules?|guidelines?|restrictions?|documents?|sources?|context|training|system message|api keys?|secrets?|passwords?|environment variables?)\\b(?!\\s+(?:in|of|for|from|with|when|by|on|that|which|to)\\s+(?!(?:you|yours?|this|it)\\b))';
const QUALIFIER = '(?:(?:all|any|every|of|the|these|those|previous|prior|earlier|above|other|your|own) )+';
const HIDDEN = '(?:(?:system|hidden|secret|initial|developer|original|full|internal|exact|entire|own) )';
const TELLING =
  '(?:print|reveal|show|repeat|output|leak|display|write|dump|share|list|recite|translate|summari[sz]e|tell|give)';
const PERSONA =
  '(?:dan|ai|assistant|bot|chatbot|pirate|hacker|expert|teacher|tutor|interviewer|grandm\\w+|person|human|child|character|villain|admin(?:istrator)?|root user)';

/** Orders to the assistant. Looked for only where a clause begins: a question about such wording is none. */
const ORDERS: readonly RegExp[] = [
  `(?:ignore|disregard|forget|override|bypass|drop) ${QUALIFIER}(?:\\w+ )?${OWN_MATTER}`,
  '(?:answer|reply|respond) (?:only )?from (?:your|what you)\\b',
  '(?:ignore|disregard|forget) (?:everything|anything|all|whatever|what)\\b.{0,30}\\b(?:above|before|told|said|learned|know)\\b',
  'pretend (?:to be|(?:that )?you)\\b',
  'role-?play\\b',
  `(?:act|behave|talk|speak|answer|reply|respond|write) (?:as|like) (?:if|though|my|(?:an?|the) (?:[\\w-]+ ){0,2}${PERSONA}|${PERSONA})\\b`,
  'you are (?:now|no longer) (?:an?|my|in|not|free|bound|called|dan)\\b',
  'you are (?:dan|an? (?:unrestricted|unfiltered|uncensored|jailbroken))\\b',
  'you (?:are .{0,40})?(?:have|has|with) no (?:rules|limits|restrictions|filters)\\b',
  `(?:as )?an? (?:unrestricted|unfiltered|uncensored|jailbroken) ${PERSONA}\\b`,
  'as dan\\b',
  'from now on\\b',
  '(?:enter|enable|activate|switch (?:in)?to) (?:admin|developer|god|dan|jailbreak|unrestricted) mode\\b(?!\\s+(?:in|on|for|of|with)\\b)',
  `${TELLING}\\b.{0,40}\\byour ${HIDDEN}*${OWN_MATTER}`,
  `${TELLING}\\b.{0,20}\\b${HIDDEN}${OWN_MATTER}`,
  `what (?:is|are|was|were|does|do|did) your ${HIDDEN}*${OWN_MATTER}`,
  `${TELLING}\\b.{0,10}\\b(?:everything|all|text|words|message|conversation)\\b.{0,20}\\b(?:above|before this|so far|verbatim|word for word)\\b(?!\\s+(?:an?|the|each|every|its?)\\b)`,
  `${TELLING}\\b.{0,40}\\b(?:environment variables?|api keys?|secrets?|passwords?|credentials)\\b.{0,20}\\b(?:you (?:can|have|know|hold|use)|(?:of|on|from) (?:your|this))\\b`,
  'what (?:is|was|stands) (?:written |said )?above this line\\b',
  'citations? (?:are|is) (?:disabled|off|forbidden)\\b',
  '(?:answer|reply|respond|end)\\b.{0,20}\\b(?:only with|with only|with just|with the word)\\b',
  '(?:answer|reply|respond|end) (?:only |just |simply )?(?:with )?["“\'][^"”\']{1,20}["”\'](?: to (?:every|any|all)\\w*.*)?[.!]*$',
].map((order) => new RegExp(LEAD + order, 'iu'));

/**
 * Lines that pretend to be said by somebody with more rights: nothing in them is a question. A label in lower case
 * may name an operating system, so that only what stands behind it counts.
 */
const FALSE_VOICE =
  /^\s*(?:(?:SYSTEM|ADMIN|ASSISTANT|\[(?:assistant|system|admin)\])\s*:|#{2,}\s*(?:admin|ADMIN|system|SYSTEM)\b)/;
const NEW_RULE = /^\W*new (?:rule|instruction|task|directive)s?\s*:/i;
const SMALL_LABEL = /^\s*(?:system|admin|assistant|user)\s*:\s*/i;
/** Tags that pretend to end the data; their names may well be asked about. */
const FALSE_TAGS =
  /^\s*(?:<\/?(?:context|system|instructions?|assistant)>\s*)+(?!\s*(?:tags?|elements?|is|in|vs)\b)/i;
const SCRIPT = /^\s*<script\b[^>]*>.*<\/script>\s*$/is;

const CLAUSE = /(?<=[:,;])\s+/;
/** Where a question may follow an order: "act as a pirate and explain decorators". */
const AFTER_ORDER = /\s+(?:and|but|then)\s+(?=(?:explain|describe|define|compare|summari[sz]e)\b)/i;
/** What leads to the clause after it: "Before you answer, …", "For a school play, …". */
const LEAD_IN = /^(?:before|after|for|as|since|because|first|now|ok(?:ay)?|hey|hi|hello|please)\b[^?]*,$/i;
/** Fewer words than this are left over from an instruction. */
const MIN_WORDS = 2;

/**
 * A part of a question without the instructions to the assistant in it, `''` where nothing else is in it. An
 * instruction asks the corpus nothing, so it neither helps nor hinders what is asked beside it. A question about
 * instructions, prompts or roles is a question.
 */
export function withoutInstructions(part: string): string {
  if (FALSE_VOICE.test(part) || SCRIPT.test(part)) return '';
  const said = part.replace(FALSE_TAGS, '');
  if (NEW_RULE.test(said)) return '';
  const clauses = said.replace(SMALL_LABEL, '').split(CLAUSE).flatMap(splitAfterOrder);
  const kept = clauses.filter((clause, index) => !isOrder(clause) && !leadsToOrder(clauses, index));
  if (kept.length === clauses.length) return said;
  const rest = kept.join(' ').trim();
  return rest.split(/\s+/).length >= MIN_WORDS ? rest : '';
}

function splitAfterOrder(clause: string): string[] {
  return isOrder(clause) ? clause.split(AFTER_ORDER) : [clause];
}

function leadsToOrder(clauses: readonly string[], index: number): boolean {
  return LEAD_IN.test(clauses[index] ?? '') && isOrder(clauses[index + 1] ?? '');
}

function isOrder(clause: string): boolean {
  return ORDERS.some((pattern) => pattern.test(clause));
}
