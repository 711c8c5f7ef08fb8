import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { duration, progressLine, showProgress } from '../../ingest/progress.ts';
import { formatReport } from '../../ingest/report.ts';
import type { IngestReport } from '../../ingest/ingest.ts';

function collect(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 100 });
  let time = 0;
  const view = showProgress(stream, () => time);
  return { view, advance: (ms: number) => (time += ms), output: () => String(stream.read() ?? '') };
}

describe('progress', () => {
  it('shows bar, counts, rate and time left', () => {
    const line = progressLine({ step: 'parse', done: 25, total: 100 }, 5, 100);
    expect(line).toBe('Parsing files        ██████░░░░░░░░░░░░░░░░░░ 25 of 100 files, 5/s, 15 s left');
  });

  it('leaves the bar out where there is no room, and never exceeds the width', () => {
    expect(progressLine({ step: 'parse', done: 25, total: 100 }, 5, 50)).toBe(
      'Parsing files 25 of 100 files, 5/s, 15 s left',
    );
    expect(progressLine({ step: 'parse', done: 25, total: 100 }, 5, 10)).toHaveLength(10);
  });

  it('redraws one line on a terminal and clears it at the end', () => {
    const { view, advance, output } = collect(true);
    view.update({ step: 'read', done: 1, total: 3 });
    view.update({ step: 'read', done: 2, total: 3 });
    advance(100);
    view.update({ step: 'read', done: 3, total: 3 });
    view.done();
    const drawn = output().split('\r\u001B[2K');
    expect(drawn.map((part) => part.slice(-12))).toEqual(['', '1 of 3 files', '3 of 3 files', '']);
  });

  it('writes a line per step, and now and then, where there is no terminal', () => {
    const { view, advance, output } = collect(false);
    for (let done = 0; done <= 4; done += 1) {
      view.update({ step: 'embed', done, total: 4, texts: { done: done / 2, total: 2 } });
      advance(6_000);
    }
    view.update({ step: 'publish', done: 0, total: 0 });
    expect(output().split('\n')).toEqual([
      'Embedding: 0 of 2 chunks and sentences',
      'Embedding: 1 of 2 chunks and sentences, 0/s, 12 s left',
      'Embedding: 2 of 2 chunks and sentences, 0/s',
      'Publishing …',
      '',
    ]);
  });

  it('writes durations as people say them', () => {
    expect([duration(0.2), duration(59), duration(185)]).toEqual(['1 s', '59 s', '3 min 5 s']);
  });
});

describe('formatReport', () => {
  it('says what changed and lists problems by kind, with file and line, the first ten', () => {
    const report: IngestReport = {
      status: 'published',
      snapshot: 'id',
      embedder: 'e',
      counts: { documents: 1, entries: 1_200, chunks: 2_400, sentences: 1 },
      changes: { added: 1, updated: 2, unchanged: 3, removed: 4 },
      embedded: 1,
      reused: 0,
      calibration: null,
      problems: [
        { type: 'unreadable', path: 'b.md', line: null, message: 'is not UTF-8' },
        ...Array.from({ length: 12 }, (_, index) => ({
          type: 'encoding' as const,
          path: 'a.md',
          line: index + 1,
          message: 'x',
        })),
      ],
      notes: ['Python code was not checked: no python3'],
      seconds: 3,
    };
    const lines = formatReport(report).split('\n');
    expect(lines).toContain('1 document, 1,200 entries, 2,400 chunks, 1 sentence');
    expect(lines).toContain('Entries: 1 added, 2 updated, 3 unchanged, 4 removed');
    expect(lines).toContain('  b.md  is not UTF-8');
    expect(lines).toContain('  a.md:10  x');
    expect(lines).not.toContain('  a.md:11  x');
    expect(lines).toContain('  … and 2 more (--report report.json lists all)');
    expect(lines).toContain('Python code was not checked: no python3');
  });
});
