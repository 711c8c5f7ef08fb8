import { contradiction, doubt, type Finding } from './verify-findings.ts';

const ALL = /\b(?:always|all|every|each|any|entirely|completely|in every case|without exception|both)\b/giu;
const SOME =
  /\b(?:sometimes|some|often|usually|typically|may|might|can|could|most|mostly|many|generally|tends?|mainly|frequently|partly|partially|commonly|almost|nearly|rarely|occasionally)\b/giu;
const NONE = /\b(?:never|none|no)\b/giu;
const ONLY =
  /\b(?:only|solely|exclusively|just|merely|exactly|single|alone|one|nothing but|at most|no more than)\b/giu;
const MUST = /\b(?:must|have to|has to|needs? to|required?|requires|mandatory|should)\b/giu;
const MAY = /\b(?:may|might|can|could|optional(?:ly)?|need not|allowed)\b/giu;

/** Claims that hold more generally, more exclusively or more strictly than the source says. */
export function checkQuantifiers(claim: string, source: string): Finding[] {
  const findings: Finding[] = [];
  const hedge = first(SOME, source);
  const isNotAny = /\bnot\b.*\bany\b/iu.test(claim);
  const claimed = isNotAny ? null : first(ALL, claim);
  if (claimed && !first(ALL, source)) {
    const isHedged =
      hedge !== null && /always|all|every/iu.test(claimed) && !/\b(?:can|may|could|many)\b/iu.test(hedge);
    findings.push(
      isHedged
        ? contradiction('quantifier', `The sentence says “${claimed}” where the source says “${hedge}”.`)
        : doubt('quantifier', `The sentence says “${claimed}”; the source does not go that far.`),
    );
  }
  const denied = first(NONE, claim);
  if (denied && !/\b(?:never|none|no|not|without|nor|cannot)\b|n['’]t\b/iu.test(source)) {
    findings.push(doubt('quantifier', `The sentence says “${denied}”; the source does not.`));
  }
  const beyond = /\b(?:at least|more\b[^.,;]{0,40}\bthan|over|exceeds?)\b/iu.exec(claim)?.[0];
  if (beyond && /\bat most\b/iu.test(source) && !/\bat least\b|\bmore\b/iu.test(source)) {
    findings.push(
      contradiction('quantifier', `The sentence says “${beyond}” where the source says “at most”.`),
    );
  }
  const weakened = first(SOME, claim);
  if (
    weakened &&
    /^(?:some|sometimes|rarely)$/iu.test(weakened) &&
    first(ALL, source) &&
    !first(SOME, source)
  ) {
    findings.push(
      doubt('quantifier', `The source says “${String(first(ALL, source))}”, the sentence “${weakened}”.`),
    );
  }
  const only = /\b(?:only|solely|exclusively|nothing but)\b/iu.exec(claim)?.[0];
  if (only && !first(ONLY, source)) {
    findings.push(
      doubt('quantifier', `The sentence says “${only}”; the source does not exclude other cases.`),
    );
  }
  const must = first(MUST, claim);
  const may = first(MAY, source);
  if (must && may && !first(MUST, source) && !/^(?:can|could)$/iu.test(may)) {
    findings.push(contradiction('quantifier', `The sentence says “${must}” where the source says “${may}”.`));
  }
  const permitted = first(MAY, claim);
  const strict = /\b(?:must|never|required|mandatory)\b/iu.exec(source)?.[0];
  if (
    permitted &&
    /^(?:may|might|optional|optionally|need not)$/iu.test(permitted) &&
    strict &&
    !first(MAY, source)
  ) {
    findings.push(doubt('quantifier', `The source says “${strict}”, the sentence “${permitted}”.`));
  }
  return findings;
}

function first(pattern: RegExp, text: string): string | null {
  pattern.lastIndex = 0;
  return pattern.exec(text)?.[0] ?? null;
}
