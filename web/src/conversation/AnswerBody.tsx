import { memo, useMemo, type ReactNode } from 'react';
import type { Components } from 'react-markdown';
import { Link } from 'wouter';
import type { SentenceVerdict } from '../../../server/src/protocol.ts';
import { entryHref, entryNumber } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { LazyMarkdown } from '../markdown/LazyMarkdown.tsx';
import type { Block } from '../markdown/split-blocks.ts';
import type { TextRange } from '../markdown/wrap-ranges.ts';
import { texts } from '../texts.ts';
import { AnswerContext } from './AnswerContext.ts';
import { Citation } from './Citation.tsx';
import { Claim } from './Claim.tsx';
import { groupBlocks, type BlockGroup } from './group-blocks.ts';
import type { ShownAnswer } from './shown-answer.ts';

interface AnswerBodyProps {
  shown: ShownAnswer;
  turnId: string;
  /** Whether more text is coming. */
  isGrowing: boolean;
}

/** An answer's text, grouped by the entries that stand behind it. */
export function AnswerBody({ shown, turnId, isGrowing }: AnswerBodyProps) {
  const { text, verdicts, citations } = shown;
  const groups = useMemo(() => groupBlocks(shown), [shown]);
  const inView = useMemo(
    () => ({
      turnId,
      citations,
      verdictOf: (rangeId: string) => verdicts[Number(rangeId.slice(RANGE.length))],
    }),
    [turnId, citations, verdicts],
  );
  const last = groups.at(-1)?.blocks.at(-1);
  return (
    <AnswerContext value={inView}>
      {groups.map((group) => (
        <AnswerGroup key={group.key} group={group}>
          {group.blocks.map((block) => (
            <AnswerBlock
              key={block.start}
              text={text.slice(block.start, block.end)}
              ranges={claimsIn(block, verdicts)}
              caret={isGrowing && block === last}
            />
          ))}
        </AnswerGroup>
      ))}
    </AnswerContext>
  );
}

const RANGE = 'claim-';

function claimsIn(block: Block, verdicts: readonly SentenceVerdict[]): TextRange[] {
  return verdicts.flatMap(({ start, end, verdict }, index) =>
    verdict !== 'supported' && start >= block.start && start < block.end
      ? [{ id: `${RANGE}${index}`, start: start - block.start, end: end - block.start }]
      : [],
  );
}

function AnswerGroup({ group, children }: { group: BlockGroup; children: ReactNode }) {
  const { entry, sections, isOwn } = group;
  if (isOwn) {
    return (
      <div className="shortfall">
        <Icon name="closest" />
        <div>{children}</div>
      </div>
    );
  }
  if (!entry) return <div className="group prose">{children}</div>;
  const number = entryNumber(entry.entryId);
  return (
    <section className="group prose">
      <h3 className="group-title">
        {number !== null && (
          <>
            <span className="folio">
              <span className="sr-only">{texts.answer.entry} </span>
              {number}
            </span>{' '}
          </>
        )}
        <Link className="group-link" href={entryHref(entry.entryId)}>
          {entry.title}
        </Link>{' '}
        <span className="section-name">{sections.map(texts.answer.section).join(', ')}</span>
      </h3>
      {children}
    </section>
  );
}

interface AnswerBlockProps {
  text: string;
  ranges: readonly TextRange[];
  caret: boolean;
}

/** One block, parsed again only when its own text changes: a long answer costs no more per delta than a short one. */
const AnswerBlock = memo(
  function AnswerBlock({ text, ranges, caret }: AnswerBlockProps) {
    return <LazyMarkdown text={text} ranges={ranges} cites caret={caret} components={IN_ANSWERS} />;
  },
  (before, after) =>
    before.text === after.text && before.caret === after.caret && areSameRanges(before.ranges, after.ranges),
);

function areSameRanges(a: readonly TextRange[], b: readonly TextRange[]): boolean {
  return (
    a.length === b.length &&
    a.every((range, index) => {
      const other = b[index];
      return range.start === other?.start && range.end === other.end && range.id === other.id;
    })
  );
}

const IN_ANSWERS: Components = { 'x-range': Claim, 'x-cite': Citation };
