/** What a heading that is no question says about the text under it. */
export type HeadingLabel = 'indepth' | 'answer' | 'contents' | 'project';

const DECORATION = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}?]+$/gu;
const INDEPTH =
  /^(?:in[\s-]?depth(?: (?:explanation|answer|analysis|look|dive|details?))?|deep(?:er)?[\s-]?(?:dive|explanation|look|understanding)|going deeper|(?:in|more) details?|detailed (?:explanation|answer)|under the hood)$/i;
const ANSWER =
  /^(?:(?:the |model |sample |short |quick |suggested |expected |possible |correct )?(?:answer|solution|response)s?|ans)(?:\s*[:.–-].{0,40})?$/i;
const CONTENTS = /^(?:table of contents?|contents|toc|index|quick (?:links|navigation)|navigation)$/i;
/** What a file says about itself, not about its subject. */
const PROJECT =
  /^(?:(?:how to )?contribut(?:e|ing|ion)s?(?: guidelines?| guide)?|(?:list of )?contributors?|licen[cs]e|licensing|copyright|code of conduct|acknowledge?ments?|credits?|authors?|maintainers?|sponsors?|backers?|star history|stargazers(?: over time)?|support (?:us|me|this project)|show your support|buy me a coffee|donat(?:e|ions?)|disclaimer|change ?log|related projects)$/i;

/** The role that a heading's words name, or `null`. */
export function headingLabel(text: string): HeadingLabel | null {
  const words = text.replace(DECORATION, '').trim();
  if (INDEPTH.test(words)) return 'indepth';
  if (ANSWER.test(words)) return 'answer';
  if (CONTENTS.test(words)) return 'contents';
  return PROJECT.test(words) ? 'project' : null;
}

/** Whether a text ends as a question does; a remark in parentheses, quotation marks or an emoji may follow. */
export function endsAsQuestion(text: string): boolean {
  return /[?？؟](?:["'”’)*\]\s!.]|\([^()]*\)|[^\p{L}\p{N}()])*$/u.test(text);
}

const OPENER =
  /^(?:what|how|why|when|which|who|where|whose|explain|describe|define|compare|contrast|difference|differences|differentiate|distinguish|list|name|discuss|is|are|can|could|do|does|did|should|will|would|have|has|tell|write|implement|design|give|given|suppose|find|create|mention|state|outline|elaborate|illustrate|scenario|walk|talk|show|identify|imagine|you|your|if|in what|in which|under what|at what|for what|to what|with what|mcq|true or false)\b/i;

/** Whether a heading reads like a question or a task. */
export function looksLikeQuestion(text: string): boolean {
  return endsAsQuestion(text) || OPENER.test(text.replace(/^[^\p{L}\p{N}]+/u, ''));
}

/** `Basics (12 questions)`, `Beginner (Q1-25)`: a heading that counts the questions under it. */
export function countsQuestions(text: string): boolean {
  return /\((?:\d+\+?\s*(?:interview\s+)?(?:questions?|q ?& ?a|qs?)|(?:questions?|q)\s*\d+\s*(?:[-–—]|to)\s*q?\d+)\)$/i.test(
    text,
  );
}

/** Summaries that only open what they hide. */
export function isDisclosure(text: string): boolean {
  const words = text.replace(DECORATION, '').trim();
  return (
    headingLabel(words) === 'answer' ||
    /^(?:(?:click|tap|press)\b.*|(?:show|view|see|reveal|expand|toggle|open|read|hide)\b(?!.*\?).*|hints?\b.*|details?|more(?: info.*)?|explanation|example.*|code|output|spoiler|result|notes?|table of contents?|contents|toc)$/i.test(
      words,
    )
  );
}

/** Whether a text names a collection of questions. */
export function namesCollection(text: string): boolean {
  return COLLECTION.test(text);
}

const COLLECTION =
  /\b(?:questions?|interviews?|faqs?|q ?& ?a|quiz(?:zes)?|exercises?|problems?|puzzles?|riddles?|challenges?|drills?)\b/i;
