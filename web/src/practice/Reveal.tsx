import { useEffect, useMemo, useRef } from 'react';
import type { EntryView, KeyPoint } from '../../../server/src/protocol.ts';
import { Icon } from '../components/Icon.tsx';
import { SectionText } from '../source/SectionText.tsx';
import type { SourceMark } from '../source/source-marks.ts';
import { texts } from '../texts.ts';

interface RevealProps {
  entry: EntryView;
  points: readonly KeyPoint[];
  isOpen: boolean;
  /** The point whose sentence is tinted and scrolled to. */
  shownPoint: number | null;
  onOpen: () => void;
  onBack: (number: number) => void;
}

/** The entry's own text, every key point marked where it stands. */
export function Reveal({ entry, points, isOpen, shownPoint, onOpen, onBack }: RevealProps) {
  const root = useRef<HTMLDetailsElement>(null);
  const marks = useMemo(() => points.map(toMark), [points]);
  useEffect(() => {
    if (!isOpen || shownPoint === null) return;
    const mark = root.current?.querySelector<HTMLElement>(`#point-${shownPoint}`);
    mark?.scrollIntoView({ block: 'center' });
    mark?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }, [isOpen, shownPoint]);
  return (
    <details
      className="reveal"
      ref={root}
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open && !isOpen) onOpen();
      }}
    >
      <summary>
        <span>{texts.practice.reveal}</span>
        <Icon name="down" />
      </summary>
      {isOpen && (
        <div className="entry reveal-body">
          {entry.sections.map((section) => (
            <section key={section.start}>
              <h3 className="section-label">{texts.answer.sectionTitle(section.name)}</h3>
              <SectionText
                section={section}
                repairs={entry.repairs}
                marks={marks}
                currentId={shownPoint === null ? null : `point-${shownPoint}`}
                onBack={onBack}
              />
            </section>
          ))}
        </div>
      )}
    </details>
  );
}

function toMark({ citation: { number, start, end } }: KeyPoint): SourceMark {
  return { id: `point-${number}`, number, start, end };
}
