import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  answered,
  ask,
  atRest,
  describeInBrowser,
  launchBrowser,
  openPage,
  type WatchedPage,
} from './harness.ts';
import { defaultChat, startScriptedApi, type ScriptedApi } from './scripted-api.ts';
import { saved, stored } from './stored.ts';

const QUESTION = 'How do I fix a skewed income column?';

describeInBrowser('when something goes wrong', () => {
  let browser: Browser;
  let api: ScriptedApi;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await watched.context.close();
    await api.close();
  });
  afterAll(() => browser.close());

  const start = async (): Promise<Page> => {
    api = await startScriptedApi();
    watched = await openPage(browser, api.url, { keepsPage: true });
    return watched.page;
  };

  it('keeps what arrived of a broken answer, says so, and asks again', async () => {
    const page = await start();
    api.chat = (request, question) => ({ ...defaultChat(request, question), cutAfter: 8, pause: 20 });
    await ask(page, QUESTION);
    await answered(page);
    await page.locator('.answer', { hasText: 'Highly right-skewed' }).waitFor();
    await page.locator('.answer-fault', { hasText: 'What arrived is kept' }).waitFor();
    api.chat = defaultChat;
    await page.locator('.answer-fault').getByRole('button', { name: 'Retry' }).click();
    await page.locator('.answer-fault').waitFor({ state: 'detached' });
    await page.locator('.verdicts', { hasText: '2 supported' }).waitFor();
  });

  it('stops an answer at once, keeps what was written, and closes the connection', async () => {
    const page = await start();
    api.chat = (request, question) => ({ ...defaultChat(request, question), holdAfter: 8 });
    await ask(page, QUESTION);
    await page.locator('.answer', { hasText: 'Highly right-skewed' }).waitFor();
    expect(api.openRequests).toBe(1);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer-fault', { hasText: 'Stopped' }).waitFor();
    await expect.poll(() => api.openRequests).toBe(0);
    await page.getByRole('button', { name: 'Ask', exact: true }).waitFor();
    await page.locator('.answer', { hasText: 'Highly right-skewed' }).waitFor();
  });

  it('says that the server is busy, in words, with a way on', async () => {
    const page = await start();
    api.chat = () => ({
      parts: [],
      refuse: { status: 503, code: 'busy', message: 'Too many questions at once.' },
    });
    await ask(page, QUESTION);
    await page.locator('.answer-fault', { hasText: 'The server is busy' }).waitFor();
  });

  it('shows the sentence of an error event and no more', async () => {
    const page = await start();
    api.chat = () => ({ parts: [{ type: 'error', errorText: 'model: The model did not answer.' }] });
    await ask(page, QUESTION);
    const sentence = page.locator('.answer-fault span').first();
    await expect.poll(() => sentence.textContent()).toBe('The model did not answer.');
  });

  it('says that the server is down, and finds it again by itself', async () => {
    const page = await start();
    await page.locator('.toc-line').first().waitFor();
    const port = Number(new URL(api.url).port);
    await api.close();
    await ask(page, QUESTION);
    await page.locator('.answer-fault', { hasText: 'npm start' }).waitFor();
    api = await startScriptedApi(port);
    await page.locator('.answer-fault').getByRole('button', { name: 'Retry' }).click();
    await page.locator('.verdicts').waitFor();
  });

  it('restores a conversation after a reload, also one that was cut by it', async () => {
    const page = await start();
    await ask(page, QUESTION);
    await answered(page);
    await saved(page);
    const shown = () => page.locator('.turn').first().innerText();
    await page.locator('.answer .cite').first().waitFor();
    const before = await atRest(page, shown);
    await page.reload();
    await expect.poll(shown).toBe(before);
    api.chat = (request, question) => ({ ...defaultChat(request, question), holdAfter: 12 });
    await ask(page, 'What if values are negative?');
    await page.locator('.turn').last().locator('.answer', { hasText: 'negative values' }).waitFor();
    await expect.poll(async () => (await stored(page))[0]?.turns.length).toBe(2);
    await page.reload();
    await page.locator('.answer-fault').waitFor();
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
  });

  it('shows the conversation after a reload without the server', async () => {
    const page = await start();
    await ask(page, QUESTION);
    await answered(page);
    await page.locator('.answer .cite').first().waitFor();
    await saved(page);
    const isKept = () =>
      page.evaluate(
        async () => (await caches.match('/')) !== undefined && navigator.serviceWorker.controller !== null,
      );
    await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
    await page.reload();
    await page.locator('.answer .cite').first().waitFor();
    await api.close();
    await page.reload();
    await page.locator('.answer', { hasText: 'Highly right-skewed' }).waitFor();
    await page.locator('.status-fault', { hasText: 'The server does not answer' }).waitFor();
  });

  it('has a way out of addresses that lead nowhere', async () => {
    const page = await start();
    await page.goto(`${api.url}/conversations/none`);
    await page.getByRole('link', { name: 'Start a new one' }).click();
    await page.locator('.first .ask-field').waitFor();
    await page.goto(`${api.url}/nowhere`);
    await page.getByRole('link', { name: 'Ask a question instead' }).waitFor();
  });

  it('says why a question is too long to be asked', async () => {
    const page = await start();
    await ask(page, 'why '.repeat(2_500));
    await page.locator('.ask-error', { hasText: '8000' }).waitFor();
    expect(await page.locator('.ask-field').inputValue()).toHaveLength(10_000);
    expect(api.requests).toHaveLength(0);
  });
});
