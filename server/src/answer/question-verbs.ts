/** Verbs of technical prose, in their base form: the words by which a statement is turned into a question. */
const VERBS = wordSet(
  'abandon accept adjust aggregate align allocate allow append apply assign assume avoid beat become begin behave bypass ' +
    'call carry check choose clip coerce collect combine compare compile compute concatenate configure consider ' +
    'consume contain convert converge copy correct cover crash create define delete deliver depend deploy derive ' +
    'describe destroy detach detect differ disable discard distribute divide download drop embed enable encode enforce ' +
    'ensure escape evaluate examine exceed execute expect explain expose extend extract fail fall favour favor find ' +
    'flatten follow forget freeze generalise generalize generate get give grow guarantee halve handle help hide hold ' +
    'hurt ignore impute include increase inherit initialise initialize inspect interpolate invalidate keep lead ' +
    'learn leave let lose lower make matter mean merge modify monitor multiply mutate need normalise normalize ' +
    'optimise optimize outperform overestimate overfit overwrite parallelise parallelize parse pay penalise penalize ' +
    'perform permute persist pick predict prefer preserve prevent produce propagate protect prove provide put quantise ' +
    'quantize raise randomise randomize read rebuild recompute recreate reduce refer refuse reject rely remain remember ' +
    'remove rename repeat replace require reshape resolve retry return reuse revert round save select send serialise ' +
    'serialize shuffle skip smooth solve specify stay stop stratify suffer suit suppress take tell tend throw tolerate ' +
    'transform translate treat truncate trust try tune turn underestimate understate unpivot validate vary vectorise ' +
    'vectorize verify warn win work write yield',
);

/** Verbs that are nouns as often: "bootstrap samples", "position changes". */
const NOUNS_TOO = wordSet(
  'add batch block break build cache cast cause change cost count cross cut drift estimate filter fit fix flag fold ' +
    'force import improve insert leak limit load lock log map mark mask measure mix mock move offer own pad pass patch ' +
    'pin pivot plot profile project prune push query rank release report reset run sample scale scan score search set ' +
    'share shift show shrink slice sort speed split spread stack start store stream subclass supply support switch test ' +
    'time track train transfer trigger update use wait wrap',
);

/** Verbs that say enough without an object: "when does growth stop?" */
const INTRANSITIVE = wordSet(
  'apply converge crash fail generalise generalize grow help hurt leak matter overfit stop suffer work',
);

const AUXILIARY =
  /^(?:is|are|was|were|can|could|cannot|can't|must|should|will|does|do|(?:is|are|does|do|was|were|should|must)n't)$/;

export function isAuxiliary(word: string): boolean {
  return AUXILIARY.test(word);
}

export function isIntransitive(base: string): boolean {
  return INTRANSITIVE.has(base);
}

/** Whether a word is a verb in its base form, or may be one. */
export function mayBeVerb(word: string): boolean {
  return VERBS.has(word) || NOUNS_TOO.has(word);
}

/** Whether a word in its base form is hardly ever anything but a verb. */
export function isVerb(word: string): boolean {
  return VERBS.has(word);
}

/** The base of a verb in the third person ("copies" → "copy"), `null` for any other word. */
export function baseForm(word: string): string | null {
  if (word === 'has') return 'have';
  if (!word.endsWith('s')) return null;
  const bases = [word.slice(0, -1), word.slice(0, -2), word.replace(/ies$/, 'y')];
  return bases.find((base) => base !== word && mayBeVerb(base)) ?? null;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
