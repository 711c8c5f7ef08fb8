import type { KeyPointState } from '../../../server/src/protocol.ts';
import type { IconName } from '../components/Icon.tsx';

/** The sign and the tone that go with the word for a state. */
export const STATE_SIGNS: Readonly<Record<KeyPointState, { icon: IconName; tone: string }>> = {
  covered: { icon: 'full', tone: 'accent' },
  partly: { icon: 'half', tone: 'caution' },
  missed: { icon: 'empty', tone: 'caution' },
  contradicted: { icon: 'struck', tone: 'danger' },
};
