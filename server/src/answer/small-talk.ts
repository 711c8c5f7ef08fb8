/** What a message is that asks the corpus nothing. */
export type SmallTalk = 'greeting' | 'thanks' | 'farewell' | 'identity' | 'overview' | 'chat';

/** Messages of each kind; whatever is close to one of them in meaning is of its kind. */
export const SMALL_TALK: readonly (readonly [SmallTalk, string])[] = [
  ['greeting', 'hi'],
  ['greeting', 'hello there'],
  ['greeting', 'good morning'],
  ['greeting', 'how are you today?'],
  ['thanks', 'thank you very much'],
  ['thanks', 'thanks, that was helpful'],
  ['thanks', 'great, got it'],
  ['farewell', 'goodbye'],
  ['farewell', 'see you later'],
  ['identity', 'who are you?'],
  ['identity', 'are you a human or a bot?'],
  ['identity', 'what is your name?'],
  ['identity', 'how do you work?'],
  ['overview', 'what can I ask you?'],
  ['overview', 'what topics do you cover?'],
  ['overview', 'what can you do?'],
  ['overview', 'help'],
  ['overview', 'what do you know about?'],
  ['overview', 'which questions are in the corpus?'],
  ['chat', 'tell me a joke'],
  ['chat', 'what did you have for lunch?'],
  ['chat', 'what is your favourite colour?'],
  ['chat', 'I am bored'],
  ['chat', 'do you love me?'],
];

/** From here on a message is small talk, if the corpus has nothing closer. */
export const SMALL_TALK_COSINE = 0.62;
