/** A word, a name of code, a number, or one mark of punctuation. */
export interface Token {
  readonly raw: string;
  /** Lower case, but for words all in capitals. */
  readonly text: string;
  readonly sentence: number;
  /** First of its sentence: its capital says nothing. */
  readonly isFirst: boolean;
  phrase: number;
}

const TOKEN =
  /[OΘΩ]\((?:[^()]|\([^()]*\))*\)|[-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|[@$]?\.?[A-Za-z_][\w]*(?:(?:\.|::)[A-Za-z_]\w*)+(?:\(\))?|[@.]?[A-Za-z_]\w*\(\)|@\w+|\.[a-z]\w+|[A-Z]+\/\d+(?:\.\d+)?|[A-Z]\/[A-Z]\b|[A-Za-z]\+\+|C#|\w+(?:'\w+)?|[=!<>]=|[.!?;:,()\n—–]/gu;

const SPELLED_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/gu, "'"],
  // Words that open a sentence and claim nothing.
  [
    /(?<=^|[.!?]\s+)(?:in (?:short|practice|summary|other words|fact|essence)|to (?:summarise|summarize|sum up)|for (?:example|instance)|overall|essentially|basically|put simply|simply put|that is),\s*/giu,
    '',
  ],
  [/\bI'm\b/gu, 'I am'],
  [/\b(\w+)'ve\b/gu, '$1 have'],
  [/\b(\w+)'re\b/gu, '$1 are'],
  [/\b(\w+)'ll\b/gu, '$1 will'],
  [/\b(I|you|he|she|we|they)'d\b/giu, '$1 would'],
  [/\bcan't\b/giu, 'can not'],
  [/\bwon't\b/giu, 'will not'],
  [/\b(\w+?)n't\b/giu, '$1 not'],
  [/\bcannot\b/giu, 'can not'],
  [/'s\b/gu, ''],
  [/\b(?:or not|as well as)\b/giu, ' and '],
  [/\bwhether and\b/giu, 'whether'],
  [/\b(?:never|not|no)\b([^.,;:]{0,40}?)\b(?:more|larger|greater|longer) than\b/giu, '$1at most'],
  [/\b(?:never|not|no)\b([^.,;:]{0,40}?)\b(?:less|fewer) than\b/giu, '$1at least'],
  [/\bmake(s)? sure(?: that)?\b/giu, 'ensure$1'],
  [/\blook(s|ed|ing)? up\b/giu, 'lookup'],
  [/\btell(s|ing)? (?:them |it )?apart\b/giu, 'distinguish'],
  [/\bin advance\b/giu, 'beforehand'],
  [/\ba lot of\b/giu, 'many'],
  [/\blead(s|ing)? to\b/giu, 'cause$1'],
  [/\bcome(s)? up\b/giu, 'occur$1'],
  [/\badd(s)? up\b/giu, 'sum$1'],
  [/\bspeed(s)? up\b/giu, 'accelerate$1'],
  [/\b(?:switched|turned) off\b/giu, 'disabled'],
  [/\bprior to\b/giu, 'before'],
  [/\bapart from\b|\bexcept for\b/giu, 'except'],
  [/\bgo(?:es)? up\b/giu, 'rises'],
  [/\bgo(?:es)? down\b/giu, 'falls'],
  [/\b(meaning|use|harm|point|need|worth|sense)less\b/giu, 'no $1'],
  [/\bregardless of\b/giu, 'whatever'],
];

export function tokensOf(text: string): Token[] {
  let sentence = 0;
  let isFirst = true;
  return [...spellAlike(text).matchAll(TOKEN)].map((match) => {
    const raw = match[0];
    // Capitals tell `WHERE` and `NOT NULL` from the words.
    const text = /^[A-Z]{2,}$/u.test(raw) ? raw : raw.toLowerCase();
    const token = { raw, text, sentence, isFirst, phrase: 0 };
    isFirst = /^[.!?\n]$/u.test(raw);
    if (isFirst) sentence += 1;
    return token;
  });
}

/** The same text with contractions, bounds and a few set phrases written one way. */
export function spellAlike(text: string): string {
  return SPELLED_ALIKE.reduce(
    (folded, [pattern, written]) => folded.replace(pattern, written),
    text.normalize('NFKC'),
  );
}
