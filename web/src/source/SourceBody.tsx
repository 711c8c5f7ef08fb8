import { useMemo } from 'react';
import type { EntryView } from '../../../server/src/protocol.ts';
import { Icon } from '../components/Icon.tsx';
import type { ShownCitation } from '../conversation/shown-answer.ts';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';
import { SectionText } from './SectionText.tsx';
import type { SourceMark } from './source-marks.ts';
import type { EntryState } from './use-entry.ts';

interface SourceBodyProps {
  state: EntryState;
  citation: ShownCitation;
  citations: readonly ShownCitation[];
  onBack: (number: number) => void;
}

export function SourceBody({ state, citation, citations, onBack }: SourceBodyProps) {
  switch (state.type) {
    case 'loading':
      return <p className="sr-only">{texts.shell.loading}</p>;
    case 'gone':
      return <Changed text={texts.source.gone} citation={citation} />;
    case 'failed':
      return (
        <p className="unchanged" role="alert">
          <Icon name="notice" className="caution" />
          {texts.source.unreachable}
          <button className="action" type="button" onClick={state.retry}>
            {texts.source.retry}
          </button>
        </p>
      );
    case 'loaded':
      return <Source entry={state.entry} citation={citation} citations={citations} onBack={onBack} />;
    default:
      return state satisfies never;
  }
}

interface SourceProps extends Omit<SourceBodyProps, 'state'> {
  entry: EntryView;
}

function Source({ entry, citation, citations, onBack }: SourceProps) {
  const marks = useMemo(() => marksOf(entry, citations), [entry, citations]);
  const isUnchanged = marks.some((mark) => mark.number === citation.number);
  return (
    <>
      {!isUnchanged && <Changed text={texts.source.changed} citation={citation} />}
      <article className="source">
        <h2 className="source-title">
          <TitleText markdown={entry.title} />
        </h2>
        {entry.sections.map((section) => (
          <section key={section.start}>
            <h3 className="section-label">{texts.answer.sectionTitle(section.name)}</h3>
            <SectionText
              section={section}
              repairs={entry.repairs}
              marks={marks}
              currentId={`mark-${citation.number}`}
              onBack={onBack}
            />
          </section>
        ))}
      </article>
      {isUnchanged && (
        <p className="unchanged">
          <Icon name="check" />
          {texts.source.unchanged}
        </p>
      )}
    </>
  );
}

/** The spans that are still what was cited: a section whose hash has changed gets no marks. */
function marksOf(entry: EntryView, citations: readonly ShownCitation[]): SourceMark[] {
  return citations.flatMap(({ number, source }) => {
    if (source?.entryId !== entry.id) return [];
    const { start, end, hash } = source;
    const section = entry.sections.find((one) => one.hash === hash && one.start <= start && end <= one.end);
    return section ? [{ id: `mark-${number}`, start, end, number }] : [];
  });
}

function Changed({ text, citation }: { text: string; citation: ShownCitation }) {
  return (
    <div className="changed" role="status">
      <p className="changed-head">
        <Icon name="notice" className="caution" />
        {text}
      </p>
      <p>{texts.source.changedQuote}</p>
      <blockquote className="changed-quote">{citation.source?.quote}</blockquote>
    </div>
  );
}
