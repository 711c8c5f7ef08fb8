import { useMemo, type ReactNode } from 'react';
import type { RetrievalView } from '../../../server/src/protocol.ts';
import { Icon } from '../components/Icon.tsx';
import { Panel } from '../components/Panel.tsx';
import { showAnswer, turnCitations } from '../conversation/shown-answer.ts';
import type { Turn } from '../conversation/types.ts';
import { useHealth } from '../HealthProvider.tsx';
import { texts } from '../texts.ts';
import { Candidates } from './Candidates.tsx';
import { Gate } from './Gate.tsx';
import { Rewritten } from './Rewritten.tsx';
import { Sentences } from './Sentences.tsx';

/** How an answer, or its refusal, came about. */
export function WhyPanel({ turn, onClose }: { turn: Turn; onClose: () => void }) {
  const { answer } = turn;
  const shown = useMemo(() => showAnswer(answer), [answer]);
  const citations = useMemo(() => turnCitations(turn), [turn]);
  const { retrieval } = answer;
  const title = answer.finish?.outcome === 'refused' ? texts.answer.whyNot : texts.why.title;
  return (
    <Panel label={title} onClose={onClose}>
      <header className="panel-head">
        <h2 className="panel-title">{title}</h2>
        <button className="icon-button" type="button" aria-label={texts.source.closeWhy} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="panel-body why">
        <Part title={texts.why.question}>
          <Rewritten asked={turn.question} standalone={answer.standalone} />
        </Part>
        {retrieval && <GatePart retrieval={retrieval} />}
        {retrieval && (
          <Part title={texts.why.candidates}>
            <Candidates
              passages={retrieval.passages}
              citations={citations}
              threshold={passageThreshold(retrieval)}
            />
          </Part>
        )}
        {shown.verdicts.length > 0 && (
          <Part title={texts.why.sentences}>
            <Sentences shown={shown} turnId={turn.id} />
          </Part>
        )}
        <Foot turn={turn} />
      </div>
    </Panel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="section-label">{title}</h3>
      {children}
    </section>
  );
}

function GatePart({ retrieval }: { retrieval: RetrievalView }) {
  const { gate, parts = [] } = retrieval;
  return (
    <Part title={texts.why.gate}>
      <p className="why-line">
        {texts.why.decision[gate.decision]}: {gate.reasons.join(' ')}
      </p>
      <Gate gate={gate} />
      {parts.length > 0 && (
        <dl className="rewritten why-parts">
          {parts.map((part) => (
            <div key={part.question}>
              <dt>{texts.why.band[part.decision]}</dt>
              <dd>{part.question}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  );
}

function Foot({ turn }: { turn: Turn }) {
  const { health } = useHealth();
  const { snapshot, finish } = turn.answer;
  if (snapshot === null) return null;
  const isCurrent = health?.snapshot.id === snapshot;
  const seconds = finish ? (finish.timings.total / 1000).toFixed(1) : '';
  return (
    <p className="why-foot">{texts.why.snapshot(snapshot, isCurrent ? health.embedder : '', seconds)}</p>
  );
}

/** The gate's threshold, if its score is a passage's score; a calibrated gate has a scale of its own. */
function passageThreshold({ gate, passages }: RetrievalView): number | null {
  const best = Math.max(0, ...passages.map((passage) => passage.score));
  return Math.abs(gate.score - best) < 0.005 ? gate.thresholds.answer : null;
}
