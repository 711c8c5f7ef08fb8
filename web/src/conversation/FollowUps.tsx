import { useId } from 'react';
import type { FollowUp, FollowUpKind } from '../../../server/src/protocol.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';
import { useConversation } from './ConversationProvider.tsx';

const SIGNS: Readonly<Record<FollowUpKind, IconName>> = {
  deeper: 'deeper',
  related: 'related',
  closest: 'closest',
};

/** Questions that can be asked next with a click; the closest ones, where nothing answers, say why they do not. */
export function FollowUps({
  followUps,
  withReasons,
}: {
  followUps: readonly FollowUp[];
  withReasons: boolean;
}) {
  const { ask } = useConversation();
  const labelId = useId();
  if (followUps.length === 0) return null;
  const isClosest = followUps.every((followUp) => followUp.kind === 'closest');
  return (
    <section className="follow-ups" aria-labelledby={labelId}>
      <h3 className="label" id={labelId}>
        {isClosest ? texts.followUps.closest : texts.followUps.next}
      </h3>
      <ul className={withReasons ? 'closests' : 'chips'}>
        {followUps.map(({ question, kind, reason, entryId }) => (
          <li key={`${entryId} ${question}`} className={withReasons ? 'closest' : undefined}>
            <button className="chip" type="button" onClick={() => ask(question)}>
              <Icon name={SIGNS[kind]} />
              <span className="chip-text">
                <TitleText markdown={question} />
              </span>
              {!withReasons && <span className="chip-kind">{texts.followUps.kind[kind]}</span>}
            </button>
            {withReasons && reason !== undefined && (
              <p className="closest-why">
                <TitleText markdown={reason} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
