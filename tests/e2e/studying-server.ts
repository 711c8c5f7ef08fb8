import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createApp } from '../../server/src/http/app.ts';
import { listen, type Listening } from '../../server/src/listen.ts';
import { useSampleIndex } from '../doors/sample-index.ts';
import {
  drawn,
  expectNoSidewaysScroll,
  launchBrowser,
  openPage,
  PAGE_DIST,
  type PageOptions,
  type WatchedPage,
} from './harness.ts';

export interface StudySite {
  browser: () => Browser;
  /** The address of a page of the running product. */
  at: (path: string) => string;
  /** Opens a page that is closed after the test, which fails if the page reported a fault or called elsewhere. */
  open: (path: string, options?: PageOptions & { expectFaults?: RegExp }) => Promise<Page>;
}

/** The product with the sample corpus, and a browser before it. */
export function useStudySite(): StudySite {
  const index = useSampleIndex();
  let browser: Browser;
  let listening: Listening;
  let opened: (WatchedPage & { expectFaults: RegExp })[] = [];
  beforeAll(async () => {
    const app = createApp({
      ...index.product(),
      allowedHosts: [],
      pageDir: PAGE_DIST,
      version: 'test',
      log: () => undefined,
    });
    listening = await listen(app, { host: '127.0.0.1', port: 0 });
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const watched = opened;
    opened = [];
    await Promise.all(watched.map(({ context }) => context.close()));
    for (const { faults, foreign, expectFaults } of watched) {
      expect(faults.filter((fault) => !expectFaults.test(fault))).toEqual([]);
      expect(foreign).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await listening.close();
  });
  const at = (path: string) => `${listening.address}${path}`;
  return {
    browser: () => browser,
    at,
    open: async (path, { expectFaults = /(?!)/, ...options } = {}) => {
      const watched = await openPage(browser, at(path), options);
      opened.push({ ...watched, expectFaults });
      return watched.page;
    },
  };
}

/** Looks at the page as it is: no finding of axe in light and dark, wide and narrow, and no sideways scroll. */
export async function expectAccessible(page: Page) {
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await drawn(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect(found, `${width} px, ${colorScheme}`).toEqual([]);
    }
    await expectNoSidewaysScroll(page);
  }
}

export function entryPath(number: number): string {
  return `/entries/${encodeURIComponent(`python-ai-intermediate#${number}`)}`;
}
