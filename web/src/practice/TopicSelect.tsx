import { useLocation } from 'wouter';
import type { DocumentSummary } from '../../../server/src/protocol.ts';
import { documentName } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import type { Scope } from '../corpus/scope.ts';
import { texts } from '../texts.ts';
import { practiceTopicHref } from './practice-address.ts';

/** What to choose from: everything, a document, or one of its topics. */
export function TopicSelect({ documents, scope }: { documents: readonly DocumentSummary[]; scope: Scope }) {
  const [, navigate] = useLocation();
  const options = documents.flatMap(({ path, topics }) => [
    { name: documentName(path), href: practiceTopicHref({ document: path, topic: [] }), depth: 0 },
    ...topics.map((topic) => ({
      name: topic.name,
      href: practiceTopicHref({ document: path, topic: topic.path }),
      depth: topic.path.length,
    })),
  ]);
  return (
    <span className="topic-select">
      <label className="sr-only" htmlFor="practice-topic">
        {texts.practice.topic}
      </label>
      <select
        id="practice-topic"
        value={practiceTopicHref(scope)}
        onChange={(event) => navigate(event.target.value)}
      >
        <option value="/practice">{texts.practice.allTopics}</option>
        {options.map(({ name, href, depth }) => (
          <option key={href} value={href}>
            {'\u2003'.repeat(depth)}
            {name}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}
