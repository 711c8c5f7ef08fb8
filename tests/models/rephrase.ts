/** Rewritings that change the words and not the meaning, as models do when they put a source into an answer. */
const REWRITINGS: readonly (readonly [RegExp, string])[] = [
  // Who speaks: a source says "I", an answer says "you".
  [/\bI am\b|\bI'm\b|\bI’m\b/gu, 'you are'],
  [/\bI've\b|\bI’ve\b/gu, 'you have'],
  [/\bI'd\b|\bI’d\b/gu, 'you would'],
  [/\bI'll\b|\bI’ll\b/gu, 'you will'],
  [/\bI\b(?!\/)/gu, 'you'],
  [/\bmy\b/gu, 'your'],
  [/\bMy\b/gu, 'Your'],
  // Contractions.
  [/\b(do|does|did|is|are|was|were|has|have|would|should|could)n['’]t\b/giu, '$1 not'],
  [/\bcan['’]t\b/gu, 'cannot'],
  [/\bwon['’]t\b/gu, 'will not'],
  [/\b(it|that|there)['’]s\b/giu, '$1 is'],
  // Emphasis of the author's.
  [/(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1/gu, '$2'],
  [/(?<![*\w])\*(?=\S)([^*]+?)(?<=\S)\*(?![*\w])/gu, '$1'],
  // Words that say nothing, and words for others.
  [/\b(?:simply|just|really|actually|basically|literally|very)\s+/gu, ''],
  [/\bFor example,/gu, 'For instance,'],
  [/\bfor example,/gu, 'for instance,'],
  [/\bbecause\b/gu, 'since'],
  [/\binstead of\b/gu, 'rather than'],
  [/\ballows (\w+) to\b/gu, 'lets $1'],
  [/\bensures that\b|\bensures\b/gu, 'makes sure that'],
  [/\bcompletely\b/gu, 'entirely'],
  [/\bmassive\b/gu, 'huge'],
  [/\bmassively\b/gu, 'hugely'],
  [/\binstantly\b/gu, 'immediately'],
  [/\boften\b/gu, 'frequently'],
  [/\busually\b/gu, 'typically'],
  [/\bneed to\b/gu, 'have to'],
  [/\blarge\b/gu, 'big'],
  [/\bcreates\b/gu, 'makes'],
  [/\bfast\b/gu, 'quick'],
];

/** How every few sentences begin. */
const OPENINGS = ['', '', 'In short, ', '', 'In practice, ', ''];

/** The sentence in slightly other words; code between backticks stays as it is. The same sentence always becomes the same. */
export function rephrase(sentence: string): string {
  const said = sentence
    .split(/(`+[^`]*`+)/u)
    .map((part, index) => (index % 2 === 1 ? part : rewrite(part)))
    .join('');
  const opening = OPENINGS[sentence.length % OPENINGS.length] ?? '';
  const isName = /^(?:[`*]|[A-Z][\w.]*[A-Z.\d_]|[A-Z]\b)/u.test(said);
  if (opening === '') return said.charAt(0).toUpperCase() + said.slice(1);
  return opening + (isName ? said : said.charAt(0).toLowerCase() + said.slice(1));
}

function rewrite(text: string): string {
  return REWRITINGS.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
}
