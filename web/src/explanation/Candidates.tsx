import { useState } from 'react';
import type { PassageView } from '../../../server/src/protocol.ts';
import { entryNumber } from '../address.ts';
import type { ShownCitation } from '../conversation/shown-answer.ts';
import { texts } from '../texts.ts';
import { numberRanges } from './number-ranges.ts';

/** How many candidates are shown before the rest is asked for. */
const SHOWN = 8;

interface CandidatesProps {
  passages: readonly PassageView[];
  citations: readonly ShownCitation[];
  /** Where the gate answers, if it judges by the passages' own scores; `null` where its scale is another. */
  threshold: number | null;
}

/** Every passage that was considered: its score as a bar made of both kinds of evidence, and what became of it. */
export function Candidates({ passages, citations, threshold }: CandidatesProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? passages : passages.slice(0, SHOWN);
  return (
    <>
      <Legend withThreshold={threshold !== null} />
      <ol className="candidates">
        {shown.map((passage) => (
          <Candidate key={passage.chunkId} passage={passage} citations={citations} threshold={threshold} />
        ))}
      </ol>
      {shown.length < passages.length && (
        <button className="action" type="button" onClick={() => setWhole(true)}>
          {texts.why.showAll(passages.length)}
        </button>
      )}
    </>
  );
}

function Legend({ withThreshold }: { withThreshold: boolean }) {
  return (
    <p className="legend">
      <span>
        <svg className="swatch" aria-hidden="true" width="18" height="10">
          <rect className="bar-dense" width="18" height="10" />
        </svg>
        {texts.why.dense}
      </span>
      <span>
        <svg className="swatch" aria-hidden="true" width="18" height="10">
          <rect className="bar-lexical" width="18" height="10" />
        </svg>
        {texts.why.lexical}
      </span>
      {withThreshold && (
        <span>
          <svg className="swatch swatch-gate" aria-hidden="true" width="3" height="14">
            <rect className="gate-mark" width="2" height="14" />
          </svg>
          {texts.why.threshold}
        </span>
      )}
    </p>
  );
}

interface CandidateProps {
  passage: PassageView;
  citations: readonly ShownCitation[];
  threshold: number | null;
}

function Candidate({ passage, citations, threshold }: CandidateProps) {
  const { dense, lexical } = shares(passage);
  const cited = citations.filter((one) => one.entryId === passage.entryId && one.section === passage.section);
  const isCited = passage.fate === 'quoted' && cited.length > 0;
  return (
    <li className={`candidate is-${isCited ? 'cited' : 'unused'}`}>
      <p className="candidate-head">
        <span className="folio-inline">{entryNumber(passage.entryId)}</span>
        <span className="candidate-title">{passage.title}</span>
      </p>
      <p className="candidate-figure">
        <svg className="bar" aria-hidden="true" width="100%" height="10">
          <rect className="bar-track" width="100%" height="10" />
          <rect className="bar-dense" width={percent(dense)} height="10" />
          <rect className="bar-lexical" x={percent(dense)} width={percent(lexical)} height="10" />
          {threshold !== null && (
            <line className="bar-gate" x1={percent(threshold)} x2={percent(threshold)} y1="-3" y2="13" />
          )}
        </svg>
        <span className="candidate-score">
          {passage.score.toFixed(2)}
          <span className="sr-only">{texts.why.score(dense.toFixed(2), lexical.toFixed(2))}</span>
        </span>
        <span className="candidate-fate" title={detail(passage)}>
          {texts.answer.section(passage.section)},{' '}
          {isCited ? (
            <b>{texts.why.cited(numberRanges(cited.map((one) => one.number)))}</b>
          ) : (
            asClause(passage.reason)
          )}
        </span>
      </p>
    </li>
  );
}

/** The fused score split in the proportion of its two parts. */
function shares({ score, dense, lexical }: PassageView): { dense: number; lexical: number } {
  const sum = Math.max(0, dense) + Math.max(0, lexical);
  const share = sum === 0 ? 0 : Math.max(0, dense) / sum;
  return { dense: score * share, lexical: score * (1 - share) };
}

function percent(value: number): string {
  return `${Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10}%`;
}

function detail({ dense, lexical, denseRank, lexicalRank, answerable }: PassageView): string {
  const rank = (value: number | null) => (value === null ? '' : ` (${texts.why.rank(value)})`);
  const parts = [
    `dense ${dense.toFixed(2)}${rank(denseRank)}`,
    `lexical ${lexical.toFixed(2)}${rank(lexicalRank)}`,
    ...(answerable === undefined ? [] : [texts.why.reader(answerable.toFixed(2))]),
  ];
  return parts.join(', ');
}

/** A sentence as it goes on after a comma. */
function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
