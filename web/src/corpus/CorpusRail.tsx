import { memo } from 'react';
import { Link, useLocation } from 'wouter';
import { documentName } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import type { DocumentSummary } from '../../../server/src/protocol.ts';
import { texts } from '../texts.ts';
import { corpusHref, isSameScope, type Scope } from './scope.ts';

interface RailProps {
  documents: readonly DocumentSummary[];
  total: number;
  scope: Scope;
  /** Goes with the reader to another scope. */
  filter: string;
}

const ALL: Scope = { document: null, topic: [] };

/** Documents, and the topics of the one in view; on narrow pages `ScopeSelect` stands for it. */
export const CorpusRail = memo(function CorpusRail({ documents, total, scope, filter }: RailProps) {
  return (
    <nav className="rail" aria-label={texts.corpus.rail}>
      <h2 className="label">{texts.corpus.documents}</h2>
      <ul className="tree">
        <li>
          <ScopeLink target={ALL} name={texts.corpus.all} count={total} scope={scope} filter={filter} />
        </li>
        {documents.map(({ path, entries, topics }) => (
          <li key={path}>
            <ScopeLink
              target={{ document: path, topic: [] }}
              name={documentName(path)}
              count={entries}
              scope={scope}
              filter={filter}
            />
            {(path === scope.document || documents.length === 1) && topics.length > 0 && (
              <Topics document={path} topics={topics} depth={1} parent={[]} scope={scope} filter={filter} />
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
});

interface TopicsProps extends Pick<RailProps, 'scope' | 'filter'> {
  document: string;
  topics: DocumentSummary['topics'];
  depth: number;
  parent: readonly string[];
}

function Topics({ document, topics, depth, parent, scope, filter }: TopicsProps) {
  const here = topics.filter(
    ({ path }) => path.length === depth && parent.every((name, index) => path[index] === name),
  );
  if (here.length === 0) return null;
  return (
    <ul>
      {here.map(({ name, path, entries }) => (
        <li key={path.join('\n')}>
          <ScopeLink
            target={{ document, topic: path }}
            name={name}
            count={entries}
            scope={scope}
            filter={filter}
          />
          <Topics {...{ document, topics, scope, filter }} depth={depth + 1} parent={path} />
        </li>
      ))}
    </ul>
  );
}

interface ScopeLinkProps extends Pick<RailProps, 'scope' | 'filter'> {
  target: Scope;
  name: string;
  count: number;
}

function ScopeLink({ target, name, count, scope, filter }: ScopeLinkProps) {
  return (
    <Link href={corpusHref(target, filter)} aria-current={isSameScope(target, scope) ? 'true' : undefined}>
      {name}
      <span className="count">{count}</span>
    </Link>
  );
}

/** The same choice in one line. */
export function ScopeSelect({ documents, total, scope, filter }: RailProps) {
  const [, navigate] = useLocation();
  const options = documents.flatMap(({ path, entries, topics }) => [
    { target: { document: path, topic: [] }, name: documentName(path), entries, depth: 0 },
    ...topics.map((topic) => ({
      target: { document: path, topic: topic.path },
      name: topic.name,
      entries: topic.entries,
      depth: topic.path.length,
    })),
  ]);
  return (
    <div className="scope-select">
      <label className="sr-only" htmlFor="scope">
        {texts.corpus.select}
      </label>
      <select
        id="scope"
        value={corpusHref(scope)}
        onChange={(event) => navigate(withFilter(event.target.value, filter))}
      >
        <option value={corpusHref(ALL)}>
          {texts.corpus.all} ({total})
        </option>
        {options.map(({ target, name, entries, depth }) => (
          <option key={corpusHref(target)} value={corpusHref(target)}>
            {'\u2003'.repeat(depth)}
            {name} ({entries})
          </option>
        ))}
      </select>
      <Icon name="down" />
    </div>
  );
}

function withFilter(href: string, filter: string): string {
  if (filter.trim() === '') return href;
  return `${href}${href.includes('?') ? '&' : '?'}q=${encodeURIComponent(filter)}`;
}
