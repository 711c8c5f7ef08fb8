import { isVerb } from './verify-lexicon.ts';
import { AUXILIARIES } from './verify-negation.ts';

/** Where a clause begins that the source has something before. */
const CLAUSE_START = /(?:[,;:(—–‹]|\b(?:and|but|so|because|since|which|therefore|thus|hence))$/u;
/** What may follow a clause without taking anything back. */
const CLAUSE_END = /^(?:$|[.,;:!?)(—–]|(?:and|because|since|so|which)\b)/u;
/** What stands before a clause and turns it round, restricts it, or lets somebody else say it. */
const QUALIFIED =
  /^\W*(?:for|in|with|on|under|after|before|at|during)\b|\b(?:not|no|never|nor|neither|none|without|hardly|rarely|seldom|cannot|(?:do|does|did|is|are|was|were|has|have|ca|wo|would|should|could|must)nt|if|unless|until|when|whenever|where|while|once|only|unlike|except|instead|rather|whether|although|though|despite|would|could|might|may|should|must|claims?|says?|thinks?|believes?|assumes?|suppose|imagine|myth|wrong|false|mistake|avoids?|prevents?|fails?)\b/u;
/** What follows a clause and restricts it. */
const RESTRICTED =
  /^[\s,;:(—–]*(?:and |but |so )?(?:only|if|unless|when|except|provided|as long|until|without|though|although|or|not|never|but|while|whereas|where)\b/u;
/** Fewer words are a name and no statement. */
const FEWEST_WORDS = 4;

/**
 * Whether the claim stands in the evidence word for word: a run of whole sentences, or one clause of a sentence before
 * which nothing qualifies what it says. Case, white space and Markdown marks do not matter.
 */
export function isVerbatim(claim: string, evidence: string): boolean {
  return stands(fold(claim), fold(evidence)) || stands(foldQuoting(claim), foldQuoting(evidence));
}

function stands(needle: string, haystack: string): boolean {
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack.slice(0, at).trimEnd();
    const after = haystack.slice(at + needle.length);
    if (isSentence(before, after) || isClause(needle, before, after)) return true;
  }
  return false;
}

function isSentence(before: string, after: string): boolean {
  return /(?:^|[.!?:;])$/u.test(before) && /^\s*(?:$|[.!?;])/u.test(after);
}

function isClause(needle: string, before: string, after: string): boolean {
  const isWhole = /^(?:$|\W)/u.test(after) && CLAUSE_END.test(after.trimStart()) && !RESTRICTED.test(after);
  if (!isWhole || needle.split(' ').length < FEWEST_WORDS) return false;
  const lead = /[^.!?]*$/u.exec(before)?.[0] ?? '';
  const isStart = lead === '' || CLAUSE_START.test(lead) || isPredicate(needle);
  return isStart && !QUALIFIED.test(lead);
}

/** "creates a new object": a predicate without its subject cannot be said of another one. */
function isPredicate(text: string): boolean {
  const [first = '', second = ''] = text.split(' ');
  return AUXILIARIES.has(first) || (isVerb(first) && /[^s]s$/u.test(first) && !/^(?:of|and)$/u.test(second));
}

/** A quotation begins a clause: its opening mark stays. */
function foldQuoting(text: string): string {
  return fold(text.replace(/(?<=^|\s)[“"‘'](?=\w)/gu, '‹'));
}

/** Case, white space, quotation marks, Markdown marks and the final stop do not matter. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[`*“”"‘’']/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!?;:]+$/u, '');
}
