import { CitationButton } from '../conversation/Citation.tsx';
import type { ShownAnswer } from '../conversation/shown-answer.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import { withoutMarkers } from '../markdown/cite-markers.ts';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';
import type { SentenceVerdict, Verdict } from '../../../server/src/protocol.ts';

const SIGNS: Readonly<Record<Verdict, IconName>> = {
  supported: 'full',
  partial: 'half',
  unsupported: 'empty',
};

/** The verdict of each sentence of an answer, with its reason where it is not simply supported. */
export function Sentences({ shown, turnId }: { shown: ShownAnswer; turnId: string }) {
  return (
    <ol className="sentence-verdicts">
      {shown.verdicts.map((sentence) => (
        <Sentence key={sentence.start} sentence={sentence} shown={shown} turnId={turnId} />
      ))}
    </ol>
  );
}

interface SentenceProps {
  sentence: SentenceVerdict;
  shown: ShownAnswer;
  turnId: string;
}

function Sentence({ sentence, shown, turnId }: SentenceProps) {
  const { start, end, verdict, citations, reasons } = sentence;
  const text = withoutMarkers(shown.text.slice(start, end)).replaceAll(/\s+/g, ' ').trim();
  const cited = citations.flatMap((marker) => shown.citations.get(marker) ?? []);
  const caution = verdict === 'supported' ? '' : 'caution';
  return (
    <li className={`sentence-verdict is-${verdict}`}>
      <span className="sv-glyph">
        <Icon name={SIGNS[verdict]} className={caution} />
      </span>
      <span className="sv-text">
        <TitleText markdown={text} />
      </span>
      <span className={`sv-word ${caution}`.trim()}>{texts.verdict.word[verdict]}</span>
      <span className="sv-cite">
        {cited.length === 0 ? (
          <span className="no-cite" aria-hidden="true">
            –
          </span>
        ) : (
          cited.map((one) => <CitationButton key={one.number} citation={one} turnId={turnId} />)
        )}
      </span>
      {verdict !== 'supported' && (
        <span className="sv-why">
          {reasons.map((reason) => reason.text).join(' ') || texts.verdict.noReasonShort}
        </span>
      )}
    </li>
  );
}
