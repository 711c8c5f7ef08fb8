import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser, openPage, type PageOptions, type WatchedPage } from './harness.ts';
import { startScriptedApi, type ScriptedApi } from './scripted-api.ts';

export interface ScriptedSite {
  api: () => ScriptedApi;
  /** Opens a page that is closed after the test, which fails if the page reported a fault or called elsewhere. */
  open: (options?: PageOptions) => Promise<Page>;
}

/** The page with scripted answers, and a browser before it. */
export function useScriptedSite(): ScriptedSite {
  let browser: Browser;
  let api: ScriptedApi;
  const opened: WatchedPage[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    api = await startScriptedApi();
  });
  afterEach(async () => {
    const watched = opened.splice(0);
    await Promise.all(watched.map(({ context }) => context.close()));
    api.reset();
    expect(watched.flatMap(({ faults }) => faults)).toEqual([]);
    expect(watched.flatMap(({ foreign }) => foreign)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });
  return {
    api: () => api,
    open: async (options) => {
      const watched = await openPage(browser, api.url, options);
      opened.push(watched);
      return watched.page;
    },
  };
}
