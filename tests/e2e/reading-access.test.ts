import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import {
  answered,
  ask,
  describeInBrowser,
  drawn,
  expectNoSidewaysScroll,
  launchBrowser,
  openPage,
} from './harness.ts';
import { defaultChat, startScriptedApi, type ScriptedApi } from './scripted-api.ts';

/** How each view and dialog is brought up. */
const VIEWS: readonly (readonly [name: string, open: (page: Page, api: ScriptedApi) => Promise<void>])[] = [
  ['first visit', async (page) => page.locator('.toc-line').first().waitFor()],
  ['answer', async (page) => askFor(page, 'And if some values are negative?')],
  [
    'answer with deeper',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.getByRole('button', { name: 'Go deeper' }).click();
      await page.locator('.deeper .cite').first().waitFor();
    },
  ],
  [
    'preview',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.locator('.cite').first().focus();
      await page.keyboard.press('ArrowRight');
      await page.locator('.preview .is-current', { hasText: 'Yeo-Johnson' }).waitFor();
    },
  ],
  [
    'verdict reason',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.locator('.verdict').first().click();
      await page.locator('.preview-reason').waitFor();
    },
  ],
  [
    'source',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.locator('.cite').nth(1).click();
      await page.locator('.panel .is-current').waitFor();
    },
  ],
  [
    'explanation',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.getByRole('button', { name: 'Why this answer?' }).click();
      await page.locator('.sentence-verdict').first().waitFor();
    },
  ],
  ['closest', async (page) => askFor(page, 'outliers with a one-class SVM?')],
  ['refusal', async (page) => askFor(page, 'eps for DBSCAN?')],
  [
    'streaming',
    async (page, api) => {
      api.chat = (request, question) => ({ ...defaultChat(request, question), holdAfter: 30 });
      await ask(page, 'And if some values are negative?');
      await page.locator('.answer .cite').first().waitFor();
    },
  ],
  ['notice', async (page) => askFor(page, 'Which steps leak future data?')],
  [
    'fault',
    async (page, api) => {
      api.chat = () => ({ parts: [], refuse: { status: 503, code: 'busy', message: 'Busy.' } });
      await askFor(page, 'Why?');
    },
  ],
  [
    'editing a question',
    async (page) => {
      await askFor(page, 'eps for DBSCAN?');
      await page.getByRole('button', { name: 'Edit question' }).click();
      await page.locator('.question-field').waitFor();
    },
  ],
  [
    'copy menu',
    async (page) => {
      await askFor(page, 'And if some values are negative?');
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'shortcuts',
    async (page) => {
      await page.locator('.toc-line').first().waitFor();
      await page.locator('.display').click();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'missing conversation',
    async (page, api) => {
      await page.goto(`${api.url}/conversations/none`);
      await page.getByRole('link', { name: 'Start a new one' }).waitFor();
    },
  ],
];

async function askFor(page: Page, question: string) {
  await ask(page, question);
  await answered(page);
  await page.locator('.answer .cite, .refusal p, .answer-fault').first().waitFor();
}

describeInBrowser('accessibility', () => {
  let browser: Browser;
  let api: ScriptedApi;

  beforeAll(async () => {
    browser = await launchBrowser();
    api = await startScriptedApi();
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it.each(VIEWS)(
    '%s has no findings in light and dark, wide and narrow, and no sideways scroll',
    async (_name, open) => {
      api.reset();
      const { page, context } = await openPage(browser, api.url, { reducedMotion: true });
      onTestFinished(() => context.close());
      await open(page, api);
      for (const width of [1440, 320]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await drawn(page);
          expect(await findings(page, colorScheme)).toEqual([]);
        }
        await expectNoSidewaysScroll(page);
      }
    },
  );
});

/** All findings in light; in dark, where only the colours differ, those about contrast. */
async function findings(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
  return violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}
