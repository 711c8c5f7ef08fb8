import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ROOT } from '../material.ts';

/** The built page; another folder for trying a build out. */
export const PAGE_DIST = process.env.PAGE_DIST ?? join(ROOT, 'web/dist');

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const HAS_BROWSER = existsSync(EXECUTABLE);

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Runs browser tests where there is a browser; without one they are skipped, but never in CI. */
export const describeInBrowser: typeof describe.skip =
  HAS_BROWSER || process.env.CI
    ? describe
    : (((name: string, ...rest: []) =>
        describe.skip(
          `${name} (no browser at ${EXECUTABLE}; set CHROMIUM_PATH)`,
          ...rest,
        )) as typeof describe.skip);

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS, timeout: 120_000 });
}

export interface PageOptions {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  reducedMotion?: boolean;
  touch?: boolean;
  /** Lets the page be kept by its service worker, past which the requests of a page cannot be answered by a test. */
  keepsPage?: boolean;
}

/** A page that remembers what should never happen on it. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Console errors and uncaught exceptions. */
  faults: string[];
  /** Requests to another origin than the page's own. */
  foreign: string[];
}

/** Opens an address in a fresh profile of the given size and theme. */
export async function openPage(
  browser: Browser,
  url: string,
  options: PageOptions = {},
): Promise<WatchedPage> {
  const { width = 1440, height = 900, theme = 'light', reducedMotion = false } = options;
  const { touch = false, keepsPage = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: touch,
    serviceWorkers: keepsPage ? 'allow' : 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const target = request.url();
    if (/^https?:/.test(target) && new URL(target).origin !== new URL(url).origin) foreign.push(target);
  });
  await page.goto(url);
  return { page, context, faults, foreign };
}

/** Types a question into the field in view and sends it with Enter. */
export async function ask(page: Page, question: string) {
  await page.locator('.ask-field').fill(question);
  await page.locator('.ask-field').press('Enter');
}

/** Waits until the last answer has ended. */
export async function answered(page: Page) {
  await page.locator('.turn').last().locator('.actions').waitFor();
}

/** Waits for two frames: whatever was asked of the page before is drawn then. */
export async function drawn(page: Page) {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/** What is read from a page once it has come to rest: the same twice, frames apart. */
export async function atRest<Value>(page: Page, read: () => Promise<Value>): Promise<Value> {
  for (let before = ''; ;) {
    const value = await read();
    const now = JSON.stringify(value);
    if (now === before) return value;
    before = now;
    await drawn(page);
  }
}

/** Nothing of the page lies to the right of what the window shows. */
export async function expectNoSidewaysScroll(page: Page) {
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
}

/** What the sum below takes in a page of a machine like those that limits were set on, which does nothing else; in ms. */
const SUM_MS = 100;

/**
 * How many times slower than such a machine this one is now, by itself or by what else it does; 1 where it is not. A page
 * that was slowed down on purpose is so many times slower anyway.
 */
export async function slowness(page: Page, onPurpose = 1): Promise<number> {
  const taken = await page.evaluate(() => {
    const begun = performance.now();
    let sum = 0;
    for (let index = 0; index < 20_000_000; index += 1) sum = (sum * 31 + index) | 0;
    return sum === 0 ? Infinity : performance.now() - begun;
  });
  return Math.max(1, taken / (SUM_MS * onPurpose));
}
