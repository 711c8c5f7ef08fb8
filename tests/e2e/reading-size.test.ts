import type { Browser } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser, openPage } from './harness.ts';
import { startScriptedApi, type ScriptedApi } from './scripted-api.ts';

/** Bytes, gzipped. */
const MAX_SCRIPT = 120_000;
const MAX_STYLE = 20_000;

describeInBrowser('the first visit', () => {
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

  it('loads little: scripts within 120 kB and styles within 20 kB, gzipped', async () => {
    const { page, context } = await openPage(browser, 'about:blank');
    const sizes = { script: 0, stylesheet: 0 };
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (type !== 'script' && type !== 'stylesheet') return;
      void response.body().then((body) => (sizes[type] += gzipSync(body).length));
    });
    await page.goto(api.url, { waitUntil: 'networkidle' });
    await page.locator('.toc-line').first().waitFor();
    console.info(`first visit: ${sizes.script} B of scripts, ${sizes.stylesheet} B of styles, gzipped`);
    expect(sizes.script).toBeGreaterThan(10_000);
    expect(sizes.script).toBeLessThanOrEqual(MAX_SCRIPT);
    expect(sizes.stylesheet).toBeLessThanOrEqual(MAX_STYLE);
    await context.close();
  });

  it('paints its largest text within a second on a slow machine', async () => {
    const { page, context } = await openPage(browser, 'about:blank');
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(api.url);
    await page.locator('.toc-line').first().waitFor();
    const largest = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Infinity)).observe(
            {
              type: 'largest-contentful-paint',
              buffered: true,
            },
          );
        }),
    );
    console.info(`largest paint after ${largest.toFixed(0)} ms at a fourth of the speed`);
    // The aim is 1,000; other tests may run beside this one.
    expect(largest).toBeLessThan(3_000);
    await context.close();
  });
});
