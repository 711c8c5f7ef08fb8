import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PracticeCard } from '../../web/src/practice/types.ts';
import { describeInBrowser } from './harness.ts';
import { allOf } from './stored.ts';
import { expectAccessible, useStudySite } from './studying-server.ts';

const GIL = `/practice?entry=${encodeURIComponent('python-ai-intermediate#107')}`;
const ATTEMPT =
  'The GIL is a mutex, so only one native thread executes Python bytecode at a time. NumPy and PyTorch do not release the GIL when performing heavy math.';

describeInBrowser('practice', () => {
  const site = useStudySite();

  it('works by keyboard alone: attempt, score, citation, back, rating, next', async () => {
    const page = await site.open(GIL);
    await page.locator('.strip .icon').nth(4).waitFor();
    expect(await page.locator('.entry').count()).toBe(0);
    await tabTo(page, '.attempt-field');
    await page.keyboard.type(ATTEMPT);
    await page.keyboard.press('Control+Enter');
    await page.locator('.key-points').first().waitFor();
    await expect.poll(() => stateOf(page, 'mutex that prevents')).toBe('covered');
    await expect.poll(() => stateOf(page, 'actively release the GIL')).toBe('contradicted');
    await expect.poll(() => stateOf(page, 'largely irrelevant')).toBe('missed');
    const written = page.locator('.key-point', { hasText: 'actively release the GIL' }).locator('q');
    await expect.poll(() => written.textContent()).toContain('do not release the GIL');

    await tabTo(page, '[data-point="2"]');
    await page.keyboard.press('Enter');
    await page.locator('#point-2.is-current', { hasText: 'It is a mutex that prevents' }).waitFor();
    await expect.poll(() => focused(page)).toContain('margin-cite');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-point')))
      .toBe('2');

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.locator('.rating input:focus').waitFor();
    const chosen = () => page.locator('.rating-choice:has(:checked) .rating-name').textContent();
    const suggested = await chosen();
    await page.keyboard.press('ArrowRight');
    await expect.poll(chosen).not.toBe(suggested);
    const days = await page.locator('.rating-choice:has(:checked) .rating-when').textContent();
    await expect.poll(() => page.locator('.comes-back').textContent()).toContain(days);
  });

  it('keeps what was practised: calendar, due list, rows of the corpus, the next entry', async () => {
    const page = await site.open(GIL);
    await page.locator('.attempt-field').fill(ATTEMPT);
    await page.getByRole('button', { name: 'Score my attempt' }).click();
    await page.locator('.rating').waitFor();
    await page.locator('.rating-choice', { hasText: 'Easy' }).click();
    await expect.poll(() => page.locator('.due').textContent()).toContain('1 of 20');
    await expect.poll(() => page.locator('.day-today .sr-only').textContent()).toContain(': 1, today');

    await page.goto(site.at('/corpus'));
    const row = page.locator('.row', { hasText: "Python's GIL" });
    await expect.poll(() => row.locator('.row-state').textContent()).toBe('learned');

    await page.goto(site.at('/practice'));
    await expect.poll(() => page.url()).toContain('entry=');
    expect(decodeURIComponent(page.url())).not.toContain('#107');
    await expect.poll(() => page.locator('h1').textContent()).toContain('decorators');
    await page.getByRole('button', { name: 'Skip' }).click();
    await expect.poll(() => page.locator('h1').textContent()).not.toContain('decorators');
  });

  it('shows the answer without an attempt, which counts as not known, with the pointer', async () => {
    const page = await site.open('/practice');
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.locator('.reveal .prose').first().waitFor();
    await page.locator('.rating input:checked + .rating-name', { hasText: 'Again' }).waitFor();
    await page.getByLabel('Topic').selectOption({ index: 1 });
    await expect.poll(() => page.url()).toContain('document=');
    await page.locator('.attempt-field').waitFor();
  });

  it('scores again in place, without scheduling twice', async () => {
    const page = await site.open(GIL);
    await page.locator('.attempt-field').fill('No idea.');
    await page.getByRole('button', { name: 'Score my attempt' }).click();
    await page.locator('.rating input:checked + .rating-name', { hasText: 'Again' }).waitFor();
    const cards = async () => (await allOf(page, 'indepth-practice', 'cards')) as PracticeCard[];
    await expect.poll(async () => (await cards()).map(({ reps }) => reps)).toEqual([1]);
    const [first] = await cards();
    await page.locator('.attempt-field').fill(ATTEMPT);
    await page.getByRole('button', { name: 'Score again' }).click();
    await expect.poll(() => stateOf(page, 'mutex that prevents')).toBe('covered');
    await expect.poll(async () => (await cards())[0]?.due).toBeGreaterThan(first!.due);
    expect((await cards()).map(({ reps }) => reps)).toEqual([1]);
  });

  it('keeps the attempt when the server is away, and says so', async () => {
    const page = await site.open(GIL, { expectFaults: /ERR_FAILED/ });
    await page.locator('.attempt-field').fill(ATTEMPT);
    await page.route('**/api/practice', (route) => route.abort());
    await page.getByRole('button', { name: 'Score my attempt' }).click();
    await page.getByRole('alert').waitFor();
    await expect.poll(() => page.locator('.attempt-field').inputValue()).toBe(ATTEMPT);
    await page.unroute('**/api/practice');
    await page.getByRole('button', { name: 'Score my attempt' }).click();
    await page.locator('.key-points').first().waitFor();
  });

  it('does not listen before the reader has agreed to where the sound may go', async () => {
    const page = await site.open('/');
    await page.addInitScript(() => {
      class Recognition {
        onresult: ((event: unknown) => void) | null = null;
        onend: (() => void) | null = null;
        start() {
          Object.assign(globalThis, { hasListened: true });
          this.onresult?.({ resultIndex: 0, results: [[{ transcript: 'The GIL is a mutex.' }]] });
          this.onend?.();
        }
        abort() {
          this.onend?.();
        }
      }
      Object.assign(globalThis, { SpeechRecognition: Recognition });
    });
    await page.goto(site.at(GIL));
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.getByText('send the sound to their maker').waitFor();
    expect(await page.evaluate(() => 'hasListened' in globalThis)).toBe(false);
    await page.getByRole('button', { name: 'Start speaking' }).click();
    await expect.poll(() => page.locator('.attempt-field').inputValue()).toBe('The GIL is a mutex.');
  });

  it('has no finding of axe: before, scored, and with the answer shown', async () => {
    const page = await site.open(GIL);
    await page.locator('.strip .icon').first().waitFor();
    await expectAccessible(page);
    await page.locator('.attempt-field').fill(ATTEMPT);
    await page.getByRole('button', { name: 'Score my attempt' }).click();
    await page.locator('.key-points').first().waitFor();
    await expectAccessible(page);
    await page.locator('[data-point="1"]').click();
    await page.locator('#point-1.is-current').waitFor();
    await expectAccessible(page);
  });
});

function stateOf(page: Page, point: string): Promise<string | null> {
  return page.locator('.key-point', { hasText: point }).locator('.kp-verdict b').textContent();
}

/** Moves the focus with Tab until it is where it should be. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.className ?? '');
}
