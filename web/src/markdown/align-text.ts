const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,30});/i;

/**
 * Where each UTF-16 unit of a text node's value stands in the source: escapes, entities and the prefixes of
 * lines in lists and quotes make the source longer than the value. `[start, end)` is the node's place.
 */
export function alignText(value: string, source: string, start: number, end: number): number[] {
  const starts: number[] = [];
  let at = start;
  for (let index = 0; index < value.length; index += 1) {
    const found = place(value, index, source, at, end);
    starts.push(found.start);
    at = found.end;
  }
  return starts;
}

function place(value: string, index: number, source: string, at: number, end: number) {
  const unit = value.charAt(index);
  const isLowSurrogate = unit >= '\uDC00' && unit <= '\uDFFF';
  for (let position = at; position < end; position += 1) {
    const here = source.charAt(position);
    if (here === '&') {
      const entity = ENTITY.exec(source.slice(position, Math.min(end, position + 34)))?.[0];
      if (entity && !value.startsWith(entity, index))
        return { start: position, end: position + entity.length };
    }
    if (here === unit) return { start: position, end: position + 1 };
    if (isLowSurrogate) break;
  }
  return { start: at, end: at };
}
