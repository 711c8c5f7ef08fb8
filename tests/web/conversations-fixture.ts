import type { AnswerState, Conversation, Turn } from '../../web/src/conversation/types.ts';

const EMPTY: AnswerState = {
  phase: 'searching',
  messageId: null,
  snapshot: null,
  composer: null,
  standalone: null,
  retrieval: null,
  text: '',
  announced: [],
  citations: [],
  verdicts: [],
  followUps: [],
  finish: null,
  failure: null,
};

export function conversation(id: string, turns: Turn[]): Conversation {
  return { id, title: `Title of ${id}`, createdAt: 1, updatedAt: 1, turns };
}

export function turn(id: string, askedAt: number, answer: AnswerState = EMPTY): Turn {
  return { id, question: `Question ${id}?`, askedAt, answer, deeper: null };
}

/** A complete answer with every kind of part filled. */
export function answered(text: string): AnswerState {
  const quote = 'Use `d["k"]`.';
  return {
    phase: 'done',
    messageId: 'm1',
    snapshot: 's1',
    composer: 'extractive',
    standalone: 'How do I read a key of a dict?',
    retrieval: {
      passages: [
        {
          chunkId: 'python#1/0',
          entryId: 'python#1',
          title: 'How do I read a key?',
          section: 'answer',
          score: 0.8,
          dense: 0.7,
          lexical: 0.9,
          denseRank: 1,
          lexicalRank: null,
          answerable: 0.9,
          fate: 'quoted',
          reason: 'Its sentences are quoted.',
        },
      ],
      gate: {
        decision: 'answer',
        score: 0.8,
        thresholds: { refuse: 0.14, answer: 0.25 },
        reasons: ['The nearest passage says it.'],
        features: { fused: 0.8 },
        missing: [],
      },
      repairs: [['dikt', 'dict']],
      parts: [{ question: 'How?', decision: 'answer', entryIds: ['python#1'] }],
    },
    text,
    announced: [{ number: 1, entryId: 'python#1', title: 'How do I read a key?', section: 'answer', at: 0 }],
    citations: [
      {
        number: 1,
        entryId: 'python#1',
        title: 'How do I read a key?',
        section: 'answer',
        document: 'python.md',
        start: 10,
        end: 10 + quote.length,
        quote,
        hash: 'ab'.repeat(32),
      },
    ],
    verdicts: [{ start: 0, end: text.length, verdict: 'supported', citations: [1], reasons: [] }],
    followUps: [{ question: 'And if it is missing?', entryId: 'python#2', kind: 'related' }],
    finish: {
      outcome: 'answered',
      composer: 'extractive',
      notice: { code: 'fallback', text: 'The model did not answer.' },
      rejectedCitations: 0,
      timings: { embed: 1, retrieve: 2, read: 3, compose: 4, verify: 5, followUps: 6, total: 21 },
    },
    failure: null,
  };
}
