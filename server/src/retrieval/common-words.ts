/** Words that carry no topic: question words, auxiliaries and the like. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  'how what why when which who where whose does did can could should would will have has had are was were been being the and for with from that this these those you your they them their there then than into about some any all use used using work works make makes want need get give tell show explain say says about please best good better between difference'.split(
    ' ',
  ),
);
