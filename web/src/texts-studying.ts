/** Texts of the views for studying: conversations, corpus, practice. Part of `texts`. */
const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const MONTH = new Intl.DateTimeFormat('en', { month: 'short' });
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short' });
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });

export const studyingTexts = {
  conversations: {
    title: 'Conversations',
    search: 'Search conversations',
    count: (shown: number, all: number) => (shown === all ? `${all}` : `${shown} of ${all}`),
    meta: (when: string, questions: number) => `${when} · ${plural(questions, 'question', 'questions')}`,
    when: (time: number, now = Date.now()) => {
      const [date, today] = [new Date(time), new Date(now)];
      if (date.toDateString() === today.toDateString()) return CLOCK.format(date);
      return (date.getFullYear() === today.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
    },
    none: 'No conversation yet. The first question starts one.',
    noMatch: 'No conversation holds these words.',
    loading: 'Reading the conversations of this browser.',
    notKept:
      'This browser does not keep anything for this page, so conversations last until the page is closed. Export what you want to keep.',
    actions: (title: string) => `Actions for “${title}”`,
    rename: 'Rename',
    renameLabel: 'New title',
    save: 'Save',
    cancel: 'Cancel',
    exportMarkdown: 'Markdown',
    exportJson: 'JSON',
    exportOne: 'Export',
    remove: 'Delete',
    removed: (title: string) => `Deleted “${title}”.`,
    undo: 'Undo',
    exportAll: 'Export all',
    import: 'Import JSON',
    incomplete: 'This answer is not complete.',
    fault: {
      'too-large': 'The file is larger than 32 MB, which is more than this page reads at once.',
      'not-json': 'The file is not JSON. Choose one that was exported here as JSON.',
      'not-an-export': 'The file is JSON, but not an export of conversations.',
    },
    imported: (added: number, unchanged: number, copied: number) =>
      [
        `Imported ${plural(added + copied, 'conversation', 'conversations')}.`,
        unchanged > 0 ? `${plural(unchanged, 'was', 'were')} already here.` : '',
        copied > 0 ? `${plural(copied, 'differs', 'differ')} from one kept here and stands beside it.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    problem: (place: number, problem: string) => `Conversation ${place} was left out: ${problem}.`,
    moreProblems: (n: number) => `${n} more were left out.`,
  },

  corpus: {
    title: 'Corpus',
    documents: 'Documents',
    rail: 'Documents and topics',
    all: 'All entries',
    select: 'Document or topic',
    filter: 'Filter entries',
    filterFor: (n: number) => `Filter ${plural(n, 'entry', 'entries')}`,
    count: (n: number) => plural(n, 'entry', 'entries'),
    countOf: (shown: number, all: number) => `${shown} of ${all}`,
    entry: 'entry',
    more: (n: number) => `Show more of the ${n} that follow`,
    empty: 'No entry contains these words.',
    askInstead: 'Ask it as a question',
    askInsteadMore: ' to search by meaning.',
    loading: 'Loading the entries.',
    unreachable: 'The entries could not be loaded: the server does not answer.',
    failed: (message: string) => `The entries could not be loaded. ${message}`,
    retry: 'Try again',
    state: { learned: 'learned', due: 'due' },
  },

  entry: {
    breadcrumb: 'Breadcrumb',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    practise: 'Practise this',
    cited: 'Cited sentence',
    citedGone: 'The link names a sentence that this entry no longer has at that place.',
    askAbout: 'Ask about this',
    askAboutLabel: 'Ask about this entry',
    askPlaceholder: 'What would you like to know about it?',
    thisQuestion: 'this question',
    entries: 'Entries',
    previous: (number: string | null) => (number === null ? 'Previous' : `Previous, ${number}`),
    next: (number: string | null) => (number === null ? 'Next' : `Next, ${number}`),
    related: 'Related entries',
    missingTitle: 'This entry is not in the corpus',
    missingText: (id: string) =>
      `Nothing has the id “${id}”. Its document may have been renamed or its question removed.`,
    missingWay: 'Browse the corpus',
    loading: 'Loading the entry.',
    empty: 'This entry has no text.',
  },

  practice: {
    title: 'Practice',
    choose: 'Let it choose',
    topic: 'Topic',
    allTopics: 'All topics',
    due: (n: number) => (n === 0 ? 'nothing due today' : `${n} due today`),
    attempt: 'Your attempt',
    placeholder: 'Say it as you would in an interview: what it is, when it matters, what to do instead.',
    scoresIt: 'scores it',
    tooLong: (length: number, limit: number) =>
      `${length} characters; ${limit} is the most that can be scored.`,
    score: 'Score my attempt',
    scoreAgain: 'Score again',
    scoring: 'Scoring',
    speak: 'Speak',
    stopSpeaking: 'Stop speaking',
    speakNote:
      'Your browser turns speech into text. Some browsers send the sound to their maker to do so; nothing is sent to this server but the text you score.',
    speakStart: 'Start speaking',
    speakCancel: 'Do not speak',
    speakFailed: 'The browser did not turn speech into text. Write instead.',
    showAnswer: 'Show the answer',
    skip: 'Skip',
    next: 'Next question',
    keyPoints: 'Key points',
    toFind: (n: number) => (n === 1 ? 'One to find.' : `${n} to find.`),
    hidden: 'The answer stays hidden until you score an attempt or ask for it.',
    found: (found: string, all: number): [string, string] => [
      `${found} of ${all}`,
      all === 1 ? ' point.' : ' points.',
    ],
    counts: (covered: number, partly: number, missed: number, contradicted: number) =>
      `: ${covered} covered, ${partly} partly, ${missed} missed, ${contradicted} contradicted`,
    percent: (score: number) => `Score ${Math.round(score * 100)} %.`,
    scored: (found: string, all: number) => `Scored: ${found} of ${all} points`,
    deeperPoints: 'To go deeper',
    state: { covered: 'covered', partly: 'partly', missed: 'missed', contradicted: 'contradicted' },
    youWrote: 'You wrote: ',
    reveal: 'Answer and in-depth',
    rating: 'How well did you know it?',
    ratings: { again: 'Again', hard: 'Hard', good: 'Good', easy: 'Easy' },
    suggested: 'suggested',
    comesBack: (when: string) => `This entry comes back ${when}.`,
    inDays: (n: number) => {
      if (n <= 0) return 'today';
      return n === 1 ? 'tomorrow' : `in ${n} days`;
    },
    inDaysShort: (n: number) => (n <= 0 ? 'today' : plural(n, 'day', 'days')),
    progress: 'Progress',
    calendar: (weeks: number) => `Attempts per day, last ${weeks} weeks`,
    week: (day: Date) => `week of ${DAY.format(day)}`,
    month: (day: Date) => MONTH.format(day),
    weekday: (day: Date) => WEEKDAY.format(day),
    day: (day: Date, attempts: number) => `${DAY.format(day)}: ${attempts}`,
    today: ', today',
    keyNone: 'none',
    keyOne: '1',
    keyMany: '5 attempts',
    dueToday: 'Due today',
    dueTomorrow: 'Tomorrow',
    dueWeek: 'This week',
    learned: 'Learned',
    learnedOf: (n: number, all: number) => `${n} of ${all}`,
    nextUp: 'Next',
    none: 'There is nothing to practise here yet.',
    missing: 'The entry to practise is not in the corpus.',
    notKept: 'This browser does not keep anything for this page, so progress lasts until the page is closed.',
    unreachable: 'The attempt could not be scored: the server does not answer. What you wrote is kept.',
    failed: (message: string) => `The attempt could not be scored. ${message}`,
  },
};
