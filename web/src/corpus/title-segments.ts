export interface TitleSegment {
  text: string;
  isCode: boolean;
  isHit: boolean;
}

const CODE_SPAN = /(`+)(.+?)\1(?!`)/g;

/** A title cut where code and matched words begin and end. `hits` are offsets into the plain text. */
export function titleSegments(
  title: string,
  titleText: string,
  hits: readonly (readonly [number, number])[],
): TitleSegment[] {
  const code = codeRanges(title, titleText);
  const cuts = [0, titleText.length, ...code.flat(), ...hits.flat()];
  const places = [...new Set(cuts)].sort((first, second) => first - second);
  return places.slice(0, -1).map((start, index) => ({
    text: titleText.slice(start, places[index + 1]),
    isCode: isInside(start, code),
    isHit: isInside(start, hits),
  }));
}

/** Where the title's code spans stand in its plain text. */
function codeRanges(title: string, titleText: string): [number, number][] {
  let position = 0;
  return [...title.matchAll(CODE_SPAN)].flatMap((match) => {
    const code = (match[2] ?? '').trim();
    const start = code === '' ? -1 : titleText.indexOf(code, position);
    if (start === -1) return [];
    position = start + code.length;
    return [[start, position] satisfies [number, number]];
  });
}

function isInside(offset: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([start, end]) => start <= offset && offset < end);
}
