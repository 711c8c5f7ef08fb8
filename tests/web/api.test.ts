import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryHref, entryIdFromPath, entryNumber, spanFromSearch } from '../../web/src/address.ts';
import { readParts } from '../../web/src/api/chat.ts';
import { ApiError } from '../../web/src/api/http.ts';
import type { AnswerPart } from '../../server/src/protocol.ts';

async function collect(chunks: string[]): Promise<AnswerPart[]> {
  const encoder = new TextEncoder();
  const bytes = chunks.map((chunk) => encoder.encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
  const parts: AnswerPart[] = [];
  for await (const part of readParts(body, new AbortController().signal)) parts.push(part);
  return parts;
}

const frame = (part: unknown) => `data: ${JSON.stringify(part)}\n\n`;

describe('readParts', () => {
  const stream = `: hb\n\n${frame({ type: 'text-delta', id: '1', delta: 'λ and 【1】' })}${frame({ type: 'text-end', id: '1' })}data: [DONE]\n\n`;

  it('yields the parts up to [DONE], however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(stream.length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = at.slice(1).map((end, index) => stream.slice(at[index], end));
        expect((await collect(chunks)).map((part) => part.type)).toEqual(['text-delta', 'text-end']);
      }),
    );
  });

  it('stops at [DONE] even when more follows', async () => {
    expect(await collect([stream + frame({ type: 'finish' })])).toHaveLength(2);
  });

  it('says that a damaged part is a cut', async () => {
    await expect(collect(['data: {"type":\n\n'])).rejects.toThrow(ApiError);
  });
});

describe('addresses', () => {
  it('lead back to the entry whatever its id holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        expect(entryIdFromPath(entryHref(id))).toBe(id);
      }),
    );
  });

  it('carry a span, and refuse spans that make no sense', () => {
    const href = entryHref('a/b#12', { start: 120, end: 180 });
    expect(href).toBe('/entries/a%2Fb%2312?s=120-180');
    expect(spanFromSearch(href.slice(href.indexOf('?')))).toEqual({ start: 120, end: 180 });
    for (const bad of ['?s=9-3', '?s=-1-5', '?s=a-b', '?s=1e9-2', '']) expect(spanFromSearch(bad)).toBeNull();
  });

  it('know the number in an id, also where it repeats', () => {
    expect([
      entryNumber('p#101'),
      entryNumber('p#7-2'),
      entryNumber('p#what-is-it'),
      entryNumber('p'),
    ]).toEqual(['101', '7', null, null]);
  });
});
