import type { Entry, Section } from '../corpus/types.ts';
import { isDependent, topicOf } from '../retrieval/standalone-question.ts';

const MAX_WORDS = 12;
const MAX_TOPIC_WORDS = 5;
/** Headings that say what an entry tells about its subject. */
const ASPECT =
  /^(?:the )?((?:common |typical |main |key |important )?(?:advantages?|alternatives?|benefits?|best practices|caveats?|differences?|disadvantages?|drawbacks?|gotchas?|limitations?|mistakes?|pitfalls?|trade-?offs?|use cases?)|(?:time |space )?complexity)$/i;
/** What stands in no name of a subject. */
const NO_SUBJECT =
  /\b(?:instead|how|what|why|when|where|which|who|is|are|was|do|does|did|can|could|should|would|will|must|you|your|i|we|it|its|not|if|and|or|but|so|really|good for|between)\b|[,:;()!?"“”]|\b(?:of|in|for|with|to|by|on|from|than|as)$/i;

/** The question that the heading of a section asks, `null` where it asks none that can stand alone. */
export function questionFromHeading(
  { kind, name }: Section,
  entry: Pick<Entry, 'title' | 'titleText'>,
): string | null {
  if (kind !== 'other') return null;
  const heading = name.trim();
  if (heading.endsWith('?')) {
    return isDependent(heading) || heading.split(/\s+/).length > MAX_WORDS ? null : heading;
  }
  const aspect = ASPECT.exec(heading)?.[1]?.toLowerCase();
  const subject = subjectOf(entry);
  if (aspect === undefined || subject === null) return null;
  return `What ${/complexity$|[^s]$/.test(aspect) ? 'is' : 'are'} the ${aspect} of ${subject}?`;
}

/** What an entry is about, as a name that reads well in a sentence; `null` where its title has none. */
export function subjectOf({ title: markdown, titleText }: Pick<Entry, 'title' | 'titleText'>): string | null {
  const title = markdown.replaceAll('`', '') === titleText ? markdown : titleText;
  const topic = topicOf(title);
  const words = topic.split(/\s+/).length;
  if (topic === '' || words > MAX_TOPIC_WORDS || NO_SUBJECT.test(topic) || topic.endsWith('ed')) return null;
  // "a kernel trick" was introduced by the title: from then on it is "the kernel trick".
  const [before = ''] = title.split(topic);
  return /\b(?:an?|the) $/i.test(before) ? `the ${topic}` : topic;
}
