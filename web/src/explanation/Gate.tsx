import type { GateDecision, GateView } from '../../../server/src/protocol.ts';
import { texts } from '../texts.ts';

const BANDS: readonly GateDecision[] = ['refuse', 'closest', 'answer'];

/** The gate's score on a scale from 0 to 1, against its two thresholds. Drawn with attributes only. */
export function Gate({ gate }: { gate: GateView }) {
  const { score, thresholds, decision } = gate;
  const [refuse, answer] = [percent(thresholds.refuse), percent(thresholds.answer)];
  const at = percent(score);
  return (
    <figure className={`gate is-${decision}`}>
      <svg className="gate-scale" width="100%" height="56" role="img" aria-label={scaleLabel(gate)}>
        <rect className="gate-refuse" x="0" y="24" width={`${refuse}%`} height="8" />
        <rect className="gate-closest" x={`${refuse}%`} y="24" width={`${answer - refuse}%`} height="8" />
        <rect className="gate-answer" x={`${answer}%`} y="24" width={`${100 - answer}%`} height="8" />
        <line className="gate-tick" x1={`${refuse}%`} x2={`${refuse}%`} y1="19" y2="37" />
        <line className="gate-tick" x1={`${answer}%`} x2={`${answer}%`} y1="19" y2="37" />
        <circle className="gate-dot" cx={`${at}%`} cy="28" r="6.5" />
        <text className="gate-text gate-strong" x={`${at}%`} y="13" textAnchor={anchor(at)}>
          {figure(score)}
        </text>
        <AxisLabels refuse={thresholds.refuse} answer={thresholds.answer} />
      </svg>
      <figcaption className="legend" aria-hidden="true">
        {BANDS.map((band) => (
          <span key={band} className={band === decision ? 'legend-now' : undefined}>
            <svg className="swatch" width="18" height="10">
              <rect className={`gate-${band}`} x="0.5" y="0.5" width="17" height="9" />
            </svg>
            {texts.why.band[band]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Closer together than this, in percent, two labels of the axis would touch. */
const APART = 9;

function AxisLabels({ refuse, answer }: { refuse: number; answer: number }) {
  const labels = [refuse, answer].map((value) => ({ value, at: percent(value) }));
  const [low, high] = labels;
  const isClose = low !== undefined && high !== undefined && high.at - low.at < APART;
  return (
    <>
      {(low?.at ?? 0) >= APART / 2 && (
        <text className="gate-text" x="0" y="52">
          0
        </text>
      )}
      {labels.map(({ value, at }, index) => (
        <text
          key={index}
          className="gate-text"
          x={`${at}%`}
          y="52"
          textAnchor={isClose ? (index === 0 ? 'end' : 'start') : anchor(at)}
        >
          {figure(value)}
        </text>
      ))}
      {(high?.at ?? 100) <= 100 - APART / 2 && (
        <text className="gate-text" x="100%" y="52" textAnchor="end">
          1
        </text>
      )}
    </>
  );
}

function scaleLabel({ score, thresholds, decision }: GateView): string {
  return texts.why.scale(
    figure(score),
    figure(thresholds.refuse),
    figure(thresholds.answer),
    texts.why.band[decision],
  );
}

function percent(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
}

function figure(value: number): string {
  return value.toFixed(2);
}

function anchor(at: number): 'start' | 'middle' | 'end' {
  if (at < 3) return 'start';
  return at > 97 ? 'end' : 'middle';
}
