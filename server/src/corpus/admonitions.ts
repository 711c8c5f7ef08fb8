import type { Span } from './types.ts';

/** `??? question "Title"` or `!!! note` with text under it that is indented by four. */
const ADMONITION =
  /^(\?\?\?\+?|!!!)([ \t]+[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+")?)(?:(?<=")(.*)")?[ \t]*$(?=(?:\r?\n[ \t]*)*\r?\n(?: {4}|\t))/gm;
/** Titles that only open what they hide. */
const OPENER = /^(?:(?:(?:click|show|see|view)\b.*)|answer|solution|hint|explanation|details)$/i;

/** `:::tip` and `:::`, the marks of Docusaurus. */
const CONTAINER_MARK = /^:{3,}[ \t]*[\w-]*(?=[ \t]|[\r\n]|$(?![\s\S]))/gm;

/**
 * Shows the parser the admonitions of MkDocs as what they resemble most, list items with an indented body, character
 * for character: else their text would be read as code. Folded ones and open ones become lists of their own. The marks
 * of Docusaurus are hidden.
 */
export function maskAdmonitions(text: string, fences: readonly Span[], filler: string): string {
  const isCode = (offset: number) => fences.some((fence) => offset >= fence.start && offset < fence.end);
  const listed = text.replace(
    ADMONITION,
    (line: string, mark: string, lead: string, title: string | undefined, offset: number) => {
      if (isCode(offset)) return line;
      const bullet = mark === '!!!' ? '+   ' : '-   ';
      const shown = title === undefined || OPENER.test(title.trim()) ? '' : title;
      const before = mark.length + lead.length - bullet.length;
      const start = bullet + filler.repeat(before) + shown;
      return start + filler.repeat(line.length - start.length);
    },
  );
  return listed.replace(CONTAINER_MARK, (mark: string, offset: number) =>
    isCode(offset) ? mark : ' '.repeat(mark.length),
  );
}
