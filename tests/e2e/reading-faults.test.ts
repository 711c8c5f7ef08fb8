import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { answered, ask, describeInBrowser, launchBrowser, openPage, type WatchedPage } from './harness.ts';
import { defaultChat, startScriptedApi, type ScriptedApi } from './scripted-api.ts';

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
    watched = await openPage(browser, api.url);
    return watched.page;
  };

  it('keeps what arrived of a broken answer, says so, and asks again', async () => {
    const page = await start();
    api.chat = (request, question) => ({ ...defaultChat(request, question), cutAfter: 8, pause: 20 });
    await ask(page, QUESTION);
    await answered(page);
    expect(await page.locator('.answer').textContent()).toContain('Highly right-skewed');
    expect(await page.locator('.answer-fault').textContent()).toContain('What arrived is kept');
    api.chat = defaultChat;
    await page.locator('.answer-fault').getByRole('button', { name: 'Retry' }).click();
    await page.locator('.verdicts').waitFor();
    expect(await page.locator('.answer-fault').count()).toBe(0);
  });

  it('stops an answer at once, keeps what was written, and closes the connection', async () => {
    const page = await start();
    api.chat = (request, question) => ({ ...defaultChat(request, question), pause: 150 });
    await ask(page, QUESTION);
    await page.locator('.answer .group').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer-fault').waitFor();
    expect(await page.locator('.answer-fault').textContent()).toContain('Stopped');
    await expect.poll(() => api.openRequests).toBe(0);
    expect(await page.getByRole('button', { name: 'Ask', exact: true }).count()).toBe(1);
  });

  it('says that the server is busy, in words, with a way on', async () => {
    const page = await start();
    api.chat = () => ({
      parts: [],
      refuse: { status: 503, code: 'busy', message: 'Too many questions at once.' },
    });
    await ask(page, QUESTION);
    await page.locator('.answer-fault').waitFor();
    expect(await page.locator('.answer-fault').textContent()).toContain('The server is busy');
  });

  it('shows the sentence of an error event and no more', async () => {
    const page = await start();
    api.chat = () => ({ parts: [{ type: 'error', errorText: 'model: The model did not answer.' }] });
    await ask(page, QUESTION);
    await page.locator('.answer-fault').waitFor();
    expect(await page.locator('.answer-fault span').first().textContent()).toBe('The model did not answer.');
  });

  it('says that the server is down, and finds it again by itself', async () => {
    const page = await start();
    await page.locator('.toc-line').first().waitFor();
    const port = Number(new URL(api.url).port);
    await api.close();
    await ask(page, QUESTION);
    await page.locator('.answer-fault').waitFor();
    expect(await page.locator('.answer-fault').textContent()).toContain('npm start');
    api = await startScriptedApi(port);
    await page.locator('.answer-fault').getByRole('button', { name: 'Retry' }).click();
    await page.locator('.verdicts').waitFor();
  });

  it('restores a conversation after a reload, also one that was cut by it', async () => {
    const page = await start();
    await ask(page, QUESTION);
    await answered(page);
    const before = await page.locator('.turn').first().innerText();
    await page.reload();
    await answered(page);
    expect(await page.locator('.turn').first().innerText()).toBe(before);
    api.chat = (request, question) => ({ ...defaultChat(request, question), pause: 200 });
    await ask(page, 'What if values are negative?');
    await expect
      .poll(() => page.locator('.turn').last().locator('.answer').innerText(), { timeout: 15_000 })
      .toContain('negative');
    await page.reload();
    await page.locator('.answer-fault').waitFor();
    expect(await page.locator('.turn').count()).toBe(2);
  });

  it('shows the conversation after a reload without the server', async () => {
    const page = await start();
    await ask(page, QUESTION);
    await answered(page);
    await page.locator('.answer .cite').first().waitFor();
    const isKept = () =>
      page.evaluate(
        async () => (await caches.match('/')) !== undefined && navigator.serviceWorker.controller !== null,
      );
    await expect.poll(isKept, { timeout: 10_000 }).toBe(true);
    await page.reload();
    await answered(page);
    await api.close();
    await page.reload();
    await answered(page);
    expect(await page.locator('.answer').innerText()).toContain('Highly right-skewed');
    expect(await page.locator('.status-fault').innerText()).toContain('The server does not answer');
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
    expect(await page.locator('.ask-error').textContent()).toContain('8000');
    expect(api.requests).toHaveLength(0);
  });
});
