import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation, Turn } from '../../web/src/conversation/types.ts';
import { fileName } from '../../web/src/conversations/download.ts';
import { toJson } from '../../web/src/conversations/export-json.ts';
import { toMarkdown } from '../../web/src/conversations/export-markdown.ts';
import { importInto, readExport, type ExportContent } from '../../web/src/conversations/import-json.ts';
import { mergeConversations } from '../../web/src/conversations/merge-conversations.ts';
import { createConversationStore } from '../../web/src/conversations/store.ts';
import { shortestOfThree } from '../best-of-three.ts';
import { answered, conversation, turn } from './conversations-fixture.ts';

const FULL = conversation('a', [
  turn('t1', 1, answered('Use `d["k"]`.【1】')),
  { ...turn('t2', 2), deeper: answered('More.【1】') },
]);

describe('export and import as JSON', () => {
  it('give back what was exported, exactly', () => {
    expect(content(toJson([FULL], new Date(0)))).toEqual({ conversations: [FULL], problems: [] });
  });

  it('give back any text exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, question) => {
        const given = conversation('a', [{ ...turn('t1', 1, answered(text)), question }]);
        expect(content(toJson([given], new Date(0))).conversations).toEqual([given]);
      }),
    );
  });

  it('leave out what is not a conversation, and say what is wrong with it', () => {
    const broken = { ...FULL, id: 'b', turns: [{ ...FULL.turns[0], askedAt: 'yesterday' }] };
    const read = content(toJson([FULL, broken as unknown as Conversation], new Date(0)));
    expect(read.conversations).toEqual([FULL]);
    expect(read.problems).toEqual([
      { place: 2, problem: expect.stringContaining('turns.0.askedAt') as string },
    ]);
  });

  it('refuse what is no export', () => {
    expect(readExport('not json')).toBe('not-json');
    expect(readExport('[]')).toBe('not-an-export');
    expect(readExport('null')).toBe('not-an-export');
    expect(readExport('{"format":"indepth-conversations","version":2,"conversations":[]}')).toBe(
      'not-an-export',
    );
    expect(readExport('{"format":"other","version":1,"conversations":[]}')).toBe('not-an-export');
    expect(readExport(' '.repeat(33 * 1024 * 1024))).toBe('too-large');
  });

  it('take nothing from a hostile file but what a conversation holds', () => {
    const hostile = JSON.stringify({
      format: 'indepth-conversations',
      version: 1,
      conversations: [{ ...FULL, constructor: 'x', onload: 'alert(1)' }],
    }).replace('"onload"', '"__proto__":{"polluted":true},"onload"');
    const read = content(hostile);
    expect(read.conversations).toEqual([FULL]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('are quick to refuse depth and length', async () => {
    const deep = `{"format":"indepth-conversations","version":1,"conversations":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`;
    const long = { ...FULL, turns: Array.from({ length: 2_000 }, () => FULL.turns[0]!) };
    const wide = { ...FULL, turns: [turn('t1', 1, answered('x'.repeat(300_000)))] };
    const taken = await shortestOfThree(2_000, () => {
      for (const file of [deep, toJson([long], new Date(0)), toJson([wide], new Date(0))])
        expect(content(file).problems).toHaveLength(1);
    });
    expect(taken).toBeLessThan(2_000);
  });

  it('change nothing that is already there', async () => {
    const store = createConversationStore(`test-${crypto.randomUUID()}`);
    await store.save(FULL);
    const other = { ...FULL, title: 'Another of the same id' };
    const fresh = conversation('new', [turn('t1', 1)]);
    const report = await importInto(store, { conversations: [FULL, other, fresh], problems: [] });
    expect(report).toMatchObject({ added: 1, unchanged: 1, copied: 1 });
    expect(await store.load('a')).toEqual(FULL);
    expect((await store.list()).map(({ title }) => title).sort()).toEqual([
      'Another of the same id',
      'Title of a',
      'Title of new',
    ]);
    await store.close();
  });
});

describe('export as Markdown', () => {
  it('turns citations into footnotes with file, question and quoted sentence', () => {
    const text = toMarkdown([conversation('a', [turn('t1', 1, answered('Use it.【1】 Really【1】.'))])]);
    expect(text).toContain('# Title of a\n\n## Question t1?\n');
    expect(text).toContain('Use it.[^1-1] Really[^1-1].');
    expect(text).toContain('[^1-1]: python.md, “How do I read a key?”, answer:\n\n    Use `d["k"]`.\n');
  });

  it('leaves code as it is, and markers that no source stands behind', () => {
    const text = toMarkdown([conversation('a', [turn('t1', 1, answered('`x【1】` and 【1】, not 【7】.'))])]);
    expect(text).toContain('`x【1】` and[^1-1], not 【7】.');
  });

  it('numbers the footnotes of several conversations and turns apart', () => {
    const one = conversation('a', [turn('t1', 1, answered('A.【1】')), turn('t2', 2, answered('B.【1】'))]);
    const labels = toMarkdown([one, one]).match(/^\[\^[^\]]+\]:/gm);
    expect(labels).toEqual(['[^1-1-1]:', '[^1-2-1]:', '[^2-1-1]:', '[^2-2-1]:']);
  });

  it('keeps titles and questions on one line in which nothing is Markdown', () => {
    const named = { ...conversation('a', []), title: '# <script>x</script>\n[a](javascript:1) `c`' };
    expect(toMarkdown([named])).toBe('# \\# \\<script\\>x\\</script\\> \\[a\\](javascript:1) \\`c\\`\n');
  });

  it('says where an answer is not complete', () => {
    expect(toMarkdown([conversation('a', [turn('t1', 1)])])).toContain('*This answer is not complete.*');
  });

  it('never throws, whatever was answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toMarkdown([conversation('a', [turn('t1', 1, answered(text))])])).toContain('## Question t1?');
      }),
    );
  });
});

describe('merging what two tabs did', () => {
  const done = answered('Done.');
  const base = conversation('a', [turn('t1', 1), turn('t2', 2)]);

  it('removes the turns that either removed', () => {
    const ours = { ...base, turns: [base.turns[0]!] };
    expect(ids(mergeConversations(base, base, ours))).toEqual(['t1']);
    expect(ids(mergeConversations(base, ours, base))).toEqual(['t1']);
  });

  it('keeps the answer that is complete, and the one asked later', () => {
    const finished = { ...base, turns: [turn('t1', 1, done), turn('t2', 2)] };
    expect(mergeConversations(base, finished, base).turns[0]?.answer).toEqual(done);
    expect(mergeConversations(base, base, finished).turns[0]?.answer).toEqual(done);
    const again = { ...base, turns: [{ ...turn('t1', 9), question: 'In other words?' }, turn('t2', 2)] };
    expect(mergeConversations(base, again, finished).turns[0]?.question).toBe('In other words?');
  });

  it('takes ours alone when nothing is stored', () => {
    expect(mergeConversations(undefined, undefined, base)).toBe(base);
  });

  it('loses no turn that was added on either side, and holds none twice', () => {
    const added = (side: string) =>
      fc
        .array(fc.nat(99), { maxLength: 4 })
        .map((times) => times.map((at, index) => turn(`${side}${index}`, at)));
    fc.assert(
      fc.property(added('left'), added('right'), (left, right) => {
        const stored = { ...base, turns: [...base.turns, ...left] };
        const ours = { ...base, turns: [...base.turns, ...right] };
        const merged = ids(mergeConversations(base, stored, ours));
        expect([...merged].sort()).toEqual([...base.turns, ...left, ...right].map(({ id }) => id).sort());
      }),
    );
  });

  function ids({ turns }: { turns: Turn[] }): string[] {
    return turns.map(({ id }) => id);
  }
});

describe('a file name', () => {
  it('has letters and digits only, whatever the title', () => {
    expect(fileName('How do I read `d["k"]`? ../../etc', 'md')).toBe('How-do-I-read-d-k-etc.md');
    expect(fileName('???', 'json')).toBe('indepth.json');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(fileName(title, 'md')).toMatch(/^[\p{L}\p{N}-]+\.md$/u);
      }),
    );
  });
});

function content(text: string): ExportContent {
  const read = readExport(text);
  if (typeof read === 'string') throw new Error(`not read: ${read}`);
  return read;
}
