import { useEffect, useRef } from 'react';
import type { EntryView, SectionView } from '../../../server/src/protocol.ts';
import { SectionText } from '../source/SectionText.tsx';
import type { SourceMark } from '../source/source-marks.ts';
import { texts } from '../texts.ts';

const CITED = 'cited';
const NO_MARKS: SourceMark[] = [];

/** The mark of the span that a link names; none when no section of the entry holds it. */
export function citedMarks(entry: EntryView, span: { start: number; end: number } | null): SourceMark[] {
  const holds = (section: SectionView) =>
    span !== null && section.start <= span.start && span.end <= section.end;
  if (span === null || !entry.sections.some(holds)) return NO_MARKS;
  return [{ id: CITED, ...span, number: null }];
}

/** The sections of an entry; a marked sentence is scrolled to once. */
export function EntrySections({ entry, marks }: { entry: EntryView; marks: SourceMark[] }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marks.length === 0) return;
    // Formulas and code are set a moment after the text; what they move is brought back once.
    const reveal = () => root.current?.querySelector(`#${CITED}`)?.scrollIntoView({ block: 'center' });
    reveal();
    const frame = requestAnimationFrame(reveal);
    return () => cancelAnimationFrame(frame);
  }, [marks]);
  if (entry.sections.length === 0) return <p>{texts.entry.empty}</p>;
  return (
    <div ref={root}>
      {entry.sections.map((section) => (
        <section key={section.start} aria-labelledby={`section-${section.start}`}>
          <h2 className="section-label" id={`section-${section.start}`}>
            {texts.answer.sectionTitle(section.name)}
          </h2>
          <SectionText section={section} repairs={entry.repairs} marks={marks} currentId={CITED} />
        </section>
      ))}
    </div>
  );
}
