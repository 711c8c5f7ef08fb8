import type { KeyPoint } from '../../../server/src/protocol.ts';
import { Icon } from '../components/Icon.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';
import { STATE_SIGNS } from './state-signs.ts';

interface KeyPointItemProps {
  point: KeyPoint;
  /** The attempt that was scored. */
  attempt: string;
  onShow: (number: number) => void;
}

/** One point: its state as sign and word, the sentence with its citation, what was written, and what is wrong with it. */
export function KeyPointItem({ point, attempt, onShow }: KeyPointItemProps) {
  const { state, citation, reasons } = point;
  const { icon, tone } = STATE_SIGNS[state];
  const written = point.attempt ? attempt.slice(point.attempt.start, point.attempt.end) : '';
  const reason = state === 'covered' ? undefined : reasons[0]?.text;
  const { number, title, section } = citation;
  return (
    <li className={`key-point is-${state}`}>
      <p className={`kp-verdict ${tone}`}>
        <Icon name={icon} />
        <b>{texts.practice.state[state]}</b>
      </p>
      <div className="kp-body">
        <div className="kp-text">
          <PointText point={point} />
          <button
            className="cite"
            type="button"
            data-point={number}
            aria-label={texts.answer.citationFull(number, title, texts.answer.section(section))}
            onClick={() => onShow(number)}
          >
            {number}
          </button>
        </div>
        {written !== '' && (
          <p className="kp-why">
            {texts.practice.youWrote}
            <q>{written.replaceAll(/\s+/g, ' ')}</q>
          </p>
        )}
        {reason !== undefined && <p className="kp-why">{reason}</p>}
      </div>
    </li>
  );
}

/** The source's Markdown on one line; code and tables as they stand; plain text where the source is damaged or has no marks. */
function PointText({ point: { text, citation } }: { point: KeyPoint }) {
  const { quote } = citation;
  if (text.includes('\n')) {
    return (
      <pre className="kp-code">
        <code>{text}</code>
      </pre>
    );
  }
  const hasMarks = /[`*[]/.test(quote);
  return hasMarks ? <TitleText markdown={quote.replaceAll(/\s+/g, ' ')} /> : text;
}
