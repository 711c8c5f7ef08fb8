import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answered, ask, atRest, describeInBrowser, type PageOptions } from './harness.ts';
import { useScriptedSite } from './scripted-site.ts';

const NEGATIVE = 'And if some values are negative or extreme?';

describeInBrowser('reading an answer', () => {
  const site = useScriptedSite();
  const openWithAnswer = async (question = NEGATIVE, options?: PageOptions) => {
    const page = await site.open(options);
    await ask(page, question);
    await answered(page);
    await page.locator('.answer .cite, .refusal').first().waitFor();
    return page;
  };
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

  it('asks a starter question with a click, and has its own address', async () => {
    const page = await site.open();
    await page.locator('.toc-line').first().click();
    await answered(page);
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/conversations\/[\w-]+$/);
    await expect.poll(() => page.locator('.question').textContent()).toContain('How to detect outliers');
  });

  it('works by keyboard alone: ask, walk the citations, read the source, come back', async () => {
    const page = await site.open();
    await page.locator('.toc-line').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(NEGATIVE);
    await page.keyboard.press('Enter');
    await answered(page);
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('ask-field');
    await page.locator('.answer .cite').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toContain('Citation 2: How to handle skewed data');
    await page.locator('.preview .is-current', { hasText: 'Yeo-Johnson' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.preview').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('.panel .cited.is-current').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toContain('Citation 2');
  });

  it('marks in the rendered source exactly the quoted sentence, for each citation', async () => {
    const page = await openWithAnswer();
    await page.locator('.answer .cite').first().click();
    const quotes = [
      'If the data contains negative values, log transforms instantly fail (yielding NaNs).',
      'The modern ML standard is the Yeo-Johnson Power Transformation (available in sklearn.preprocessing.PowerTransformer).',
      'It mathematically determines the optimal λ parameter to normalize the curve, supporting both strictly positive and negative numerical ranges seamlessly.',
      "The most standard fix is applying a Log Transformation: df['Income'] = np.log1p(df['Income']) (using log1p to handle zeros safely).",
    ];
    for (const quote of quotes) {
      const read = () =>
        page.locator('.panel .cited.is-current').evaluateAll((marks) =>
          marks
            .map((mark) => {
              const copy = mark.cloneNode(true) as HTMLElement;
              for (const hidden of copy.querySelectorAll('.katex-mathml')) hidden.remove();
              return copy.textContent;
            })
            .join(' ')
            .replaceAll(/\s+/g, ' '),
        );
      await expect.poll(read).toBe(quote);
      await page.getByRole('button', { name: 'Next citation' }).click();
    }
  });

  it('says that a source has changed instead of pointing at the wrong words', async () => {
    const page = await openWithAnswer();
    const api = site.api();
    api.entries = api.entries.map((entry) => ({
      ...entry,
      sections: entry.sections.map((section) => ({ ...section, hash: 'another' })),
    }));
    await page.locator('.answer .cite').first().click();
    await page.locator('.changed', { hasText: 'Changed since this answer was given' }).waitFor();
    await page.locator('.panel .source').waitFor();
    expect(await page.locator('.panel .cited').count()).toBe(0);
  });

  it('explains the answer: rewritten question, gate, candidates, sentences with reasons', async () => {
    const page = await openWithAnswer();
    await page.getByRole('button', { name: 'Why this answer?' }).click();
    const panel = page.locator('.panel');
    await panel.locator('.sentence-verdict').first().waitFor();
    expect(await panel.locator('.rewritten ins').first().textContent()).toContain('How do I handle');
    expect(await panel.getByRole('img').getAttribute('aria-label')).toContain('Gate score 0.61');
    expect(await panel.locator('.candidate').count()).toBe(4);
    expect(await panel.locator('.sentence-verdict.is-partial .sv-why').textContent()).toContain(
      'every column',
    );
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => focusedText(page)).toBe('Why this answer?');
  });

  it('underlines what is not fully supported, with a reason on demand and no number on the unsupported', async () => {
    const page = await openWithAnswer();
    const unsupported = page.locator('.claim.is-unsupported');
    await unsupported.waitFor();
    expect(await unsupported.locator('.cite').count()).toBe(0);
    await page.locator('.claim.is-partial .verdict').focus();
    await page.locator('.claim.is-partial .verdict').click();
    await page.locator('.preview-reason', { hasText: 'It does not say' }).waitFor();
    await expect.poll(() => page.locator('.verdicts').textContent()).toContain('1 unsupported');
  });

  it('goes deeper under the same answer, keeps the focus, and counts the citations on', async () => {
    const page = await openWithAnswer();
    const button = page.getByRole('button', { name: 'Go deeper' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('.deeper .cite').first().waitFor();
    expect(site.api().requests.at(-1)).toMatchObject({ depth: 'deep' });
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => focusedText(page)).toBe('Go deeper');
    await expect.poll(() => page.locator('.deeper .cite').allTextContents()).toEqual(['8', '9']);
    expect(await page.locator('.deeper').textContent()).not.toContain('Z-score is useless');
    await page.locator('.deeper .cite').last().click();
    await expect.poll(() => page.locator('.stepper-text').textContent()).toContain('9 of 9');
    await page.getByRole('button', { name: 'Go deeper' }).click();
    await page.locator('.deeper').waitFor({ state: 'detached' });
  });

  it('asks a follow-up with a click, with the conversation so far', async () => {
    const page = await openWithAnswer('How do I fix a skewed income column?');
    await page.locator('.chip').first().click();
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
    await answered(page);
    await page.locator('.turn-earlier').waitFor();
    expect(
      site
        .api()
        .requests.at(-1)
        ?.messages.map((message) => message.role),
    ).toEqual(['user', 'assistant', 'user']);
    expect(await page.locator('.turn-earlier .chip').count()).toBe(0);
  });

  it('copies an answer as Markdown with its sources, and as plain text', async () => {
    const page = await openWithAnswer('How do I fix a skewed income column?');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Markdown with sources' }).click();
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).toContain('1. python-ai-intermediate 118, “How to handle skewed data');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(read).toMatch(/^Highly right-skewed data[^【]*$/);
  });

  it('puts a question in other words, and undoes what that removed', async () => {
    const page = await openWithAnswer('How do I fix a skewed income column?');
    await ask(page, NEGATIVE);
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
    await answered(page);
    await page.locator('.turn-earlier').getByRole('button', { name: 'Edit question' }).click();
    await page.locator('.question-field').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.question-field').waitFor({ state: 'detached' });
    await page.locator('.turn-earlier').getByRole('button', { name: 'Edit question' }).click();
    await page.locator('.question-field').fill('How do I choose eps for DBSCAN?');
    await page.keyboard.press('Enter');
    await page.locator('.refusal').waitFor();
    await expect.poll(() => page.locator('.turn').count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
  });

  it('refuses plainly, with the closest questions, why they were not enough, and ways on', async () => {
    const page = await openWithAnswer('How do I choose eps and min_samples for DBSCAN?');
    const textOf = (selector: string) => page.locator(selector).allTextContents();
    await expect.poll(() => textOf('.refusal-head')).toEqual(['The corpus does not cover this.']);
    await expect.poll(() => textOf('.refusal code')).toEqual(['DBSCAN', 'eps', 'min_samples']);
    await page.locator('.closest-why', { hasText: 'Finds outliers' }).waitFor();
    await page.locator('.closest .chip').first().click();
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
  });

  it('opens an answer that is only the closest with what no source covers', async () => {
    const page = await openWithAnswer('How do I find outliers with a one-class SVM?');
    await page.locator('.shortfall', { hasText: 'No source mentions a one-class SVM.' }).waitFor();
    await expect.poll(() => page.locator('.group .cite').count()).toBe(1);
  });

  it('lists its shortcuts, steals no letter from text fields, and remembers the theme', async () => {
    const page = await openWithAnswer();
    await page.keyboard.press('Escape');
    await page.locator('.ask-field').focus();
    await page.keyboard.type('what / why?');
    await expect.poll(() => page.locator('.ask-field').inputValue()).toBe('what / why?');
    await page.locator('.question').first().click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Change to the dark theme' }).click();
    await page.getByRole('button', { name: 'Change to the light theme' }).waitFor();
    await page.reload();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });

  it('keeps the citing line above the sheet on a narrow page, and nothing behind it can be reached', async () => {
    const page = await openWithAnswer(NEGATIVE, {
      width: 390,
      height: 844,
      touch: true,
      reducedMotion: true,
    });
    await page.locator('.answer .cite').nth(4).tap();
    await page.locator('.panel .is-current').waitFor();
    const places = () =>
      page.evaluate(() => ({
        cite: document.querySelector('.cite[aria-current]')?.getBoundingClientRect().bottom ?? Infinity,
        sheet: document.querySelector('.panel')?.getBoundingClientRect().top ?? 0,
        isInert: document.querySelector<HTMLElement>('.conversation-column')?.inert,
      }));
    const { cite, sheet, isInert } = await atRest(page, places);
    expect(cite).toBeLessThan(sheet);
    expect(isInert).toBe(true);
    await page.locator('.scrim').click({ position: { x: 10, y: 10 } });
    await page.locator('.panel').waitFor({ state: 'detached' });
  });
});
