import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bestOfThree } from '../best-of-three.ts';
import { ROOT } from '../material.ts';
import { answered, ask, atRest, describeInBrowser, drawn, slowness } from './harness.ts';
import { partsOf } from './scripted-answers.ts';
import { cite } from './scripted-corpus.ts';
import { useScriptedSite } from './scripted-site.ts';

const Z_SCORE = 'For data that is heavily skewed (not a bell curve), the Z-score is useless.';

/** Layout shift, and in ms the longest task and the time between frames. The aims are 0, 50 and 17. */
const BOUNDS = { shift: 0.02, longest: 250, p95: 67 };

/** About 16,000 characters of prose, code, lists, a table and formulas. */
function longAnswer(): string {
  const document = readFileSync(join(ROOT, 'data/corpus/python-ai-intermediate.md'), 'utf8');
  const paragraphs = document.split(/\n\n+/).filter((part) => !/^[#-]/.test(part));
  const extras = [
    '```python\nfor i in range(10):\n    print(i)\n```',
    '- one\n- two **bold**',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    'With $\\lambda$.',
  ];
  const all = paragraphs.flatMap((part, index) =>
    index % 9 === 0 ? [part, extras[(index / 9) % 4] ?? ''] : [part],
  );
  return `${all.join('\n\n').slice(0, 15_900)}\n\n${Z_SCORE}【1】`;
}

describeInBrowser('an answer that is being written', () => {
  const site = useScriptedSite();
  const start = async (pause: number): Promise<Page> => {
    site.api().chat = (_request, question) => ({
      parts: partsOf(question, {
        text: longAnswer(),
        citations: [cite(1, Z_SCORE)],
        composer: 'llama3.1:8b',
        step: 8,
      }),
      pause,
    });
    const page = await site.open();
    await page.evaluate(measure);
    return page;
  };

  it(
    'of 16,000 characters in 2,000 deltas neither shifts the layout nor holds up the page',
    { timeout: 400_000 },
    async () => {
      const { shift, longest, p95 } = await bestOfThree(BOUNDS, figuresOfOne);
      expect(shift).toBeLessThanOrEqual(BOUNDS.shift);
      expect(longest).toBeLessThan(BOUNDS.longest);
      expect(p95).toBeLessThan(BOUNDS.p95);
    },
  );

  async function figuresOfOne() {
    const page = await start(2);
    await ask(page, 'Tell me everything.');
    await page.locator('.verdicts').waitFor({ timeout: 120_000 });
    const { shift, longest, frames } = await page.evaluate(() => window.measured);
    const factor = await slowness(page);
    await page.context().close();
    const sorted = frames.sort((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    console.info(
      `layout shift ${shift.toFixed(4)}, longest task ${longest.toFixed(0)} ms, p95 frame ${p95.toFixed(0)} ms, on a machine ${factor.toFixed(1)} times slower`,
    );
    return { shift, longest: longest / factor, p95: p95 / factor };
  }

  it('is followed to its end until the reader scrolls up, and again after "To the end"', async () => {
    const page = await start(10);
    await ask(page, 'Tell me everything.');
    const distance = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY);
    await expect.poll(() => page.evaluate(() => scrollY), { timeout: 60_000 }).toBeGreaterThan(400);
    await expect.poll(distance).toBeLessThan(200);
    await page.mouse.move(700, 400);
    // As a finger on a touchpad does it: a little with every frame.
    for (let step = 0; step < 30; step += 1) {
      await page.mouse.wheel(0, -20);
      await drawn(page);
    }
    await page.locator('.to-end').waitFor();
    const scrolledTo = () => page.evaluate(() => scrollY);
    const before = await atRest(page, scrolledTo);
    await expect.poll(distance, { timeout: 60_000 }).toBeGreaterThan(1_200);
    expect(Math.abs((await scrolledTo()) - before)).toBeLessThan(5);
    await page.locator('.to-end').click();
    await expect.poll(distance).toBeLessThan(100);
    await page.getByRole('button', { name: 'Stop' }).click();
    await answered(page);
  });

  it('is announced when it has begun and when it is done, and not in between', async () => {
    const page = await start(3);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      for (const region of document.querySelectorAll('[role="status"]')) {
        new MutationObserver(() => seen.push(region.textContent)).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      }
    });
    await ask(page, 'Tell me everything.');
    await page.locator('.turn[aria-busy="true"]').waitFor();
    await page.locator('.turn[aria-busy="false"] .verdicts').waitFor({ timeout: 100_000 });
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { seen: string[] }).seen))
      .toEqual(['Answering', 'Answer complete, with 1 citation']);
  });
});

interface Measured {
  shift: number;
  longest: number;
  frames: number[];
}

declare global {
  interface Window {
    measured: Measured;
  }
}

/** Runs in the page: layout shifts without input, the longest task, and the time between frames. */
function measure() {
  window.measured = { shift: 0, longest: 0, frames: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) window.measured.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.measured.longest = Math.max(window.measured.longest, entry.duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now: number) => {
    window.measured.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
