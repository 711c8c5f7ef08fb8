import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answered, ask, atRest, describeInBrowser, drawn } from './harness.ts';
import { saved, stored } from './stored.ts';
import { expectAccessible, useStudySite } from './studying-server.ts';

const FIRST = 'How do decorators help in AI pipelines?';
const SECOND = 'How do I detect outliers?';

describeInBrowser('conversations', () => {
  const site = useStudySite();

  it('are restored exactly after loading the page again, and by their address', async () => {
    const page = await site.open('/');
    await ask(page, FIRST);
    await answered(page);
    await ask(page, 'and how do I pass it arguments?');
    await expect.poll(() => page.locator('.turn').count()).toBe(2);
    await answered(page);
    await page.locator('.turn').last().locator('.cite').first().waitFor();
    await page.locator('.follow-ups').waitFor();
    await saved(page);
    const before = await atRest(page, () => whatIsShown(page));
    expect(before.cites.length).toBeGreaterThan(1);
    await page.reload();
    await expect.poll(() => whatIsShown(page)).toEqual(before);
    await page.locator('.cite').first().click();
    await page.locator('.panel .is-current').waitFor();
    const address = page.url();
    await page.goto(site.at('/corpus'));
    await page.goto(address);
    await expect.poll(() => whatIsShown(page)).toEqual(before);
  });

  it('are listed, searched, renamed, deleted and brought back by keyboard', async () => {
    const page = await site.open('/');
    await askTwo(page);
    await page.getByRole('button', { name: 'Conversations' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.conversation-row').nth(1).waitFor();
    await expect.poll(() => titles(page)).toEqual([SECOND, FIRST]);
    await page.getByLabel('Search conversations').focus();
    await page.keyboard.type('decorators');
    await expect.poll(() => titles(page)).toEqual([FIRST]);
    await page.getByRole('button', { name: `Actions for “${FIRST}”` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.rename').count()).toBe(0);
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await expect.poll(() => focusedLabel(page)).toBe(`Actions for “${FIRST}”`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename' }).press('Enter');
    await page.keyboard.type('About decorators');
    await page.keyboard.press('Enter');
    await expect.poll(() => titles(page)).toEqual(['About decorators']);
    await expect.poll(() => focusedLabel(page)).toBe('Actions for “About decorators”');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByText('Deleted “About decorators”.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    await page.keyboard.press('Enter');
    await expect.poll(() => titles(page)).toEqual(['About decorators']);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('are opened from the list with the pointer; deleting the one in view leaves it', async () => {
    const page = await site.open('/');
    await askTwo(page);
    await openList(page);
    await page.locator('.conversation-link').nth(1).click();
    await expect.poll(() => page.locator('.question').first().textContent()).toContain('decorators');
    await openList(page);
    await remove(page, FIRST);
    await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    await page.keyboard.press('Escape');
    await page.reload();
    await openList(page);
    await expect.poll(() => titles(page)).toEqual([SECOND]);
  });

  it('come back from an exported file exactly, and read as Markdown with footnotes', async () => {
    const page = await site.open('/');
    await askTwo(page);
    await openList(page);
    const kept = await stored(page);
    const json = await fileOf(
      page,
      page.locator('.import-export').getByRole('button', { name: 'JSON', exact: false }).first(),
    );
    const markdown = await fileOf(
      page,
      page.locator('.import-export').getByRole('button', { name: 'Markdown' }),
    );
    expect(markdown).toMatch(/^\[\^1-1-1\]: python-ai-intermediate\.md, “.+”, (answer|in-depth):$/m);
    expect(markdown).toContain(`## ${FIRST}`);
    for (const title of [SECOND, FIRST]) await remove(page, title);
    await expect.poll(() => stored(page)).toEqual([]);
    await choose(page, json);
    await page.getByText('Imported 2 conversations.').waitFor();
    await expect.poll(() => stored(page)).toEqual(kept);
    await choose(page, json);
    await page.getByText('2 were already here.').waitFor();
  });

  it('take in nothing that a hostile file would run, and say what is wrong with it', async () => {
    const page = await site.open('/');
    await askTwo(page);
    await openList(page);
    const [first] = await stored(page);
    const payload = '<img src=x onerror=alert(1)><script>alert(1)</script>[x](javascript:alert(1))';
    const remote = '![x](http://198.51.100.7/x.png)';
    const turns = first!.turns.map(({ answer, ...turn }) => ({
      ...turn,
      question: payload,
      answer: { ...answer, text: `${payload}\n\n${remote}【1】`, verdicts: [] },
    }));
    const hostile = { ...first, id: 'hostile/../#?', title: payload, turns };
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await choose(page, envelope([hostile, { id: 1 }]));
    await page.getByText('Conversation 2 was left out').waitFor();
    await page.locator('.conversation-link', { hasText: 'onerror' }).click();
    await page.locator('.question', { hasText: 'onerror' }).waitFor();
    await page.locator('.answer .cite').first().waitFor();
    await drawn(page);
    expect(await page.locator('.turn img, .turn script, a[href^="javascript"]').count()).toBe(0);
    expect(dialogs).toBe(0);
    await openList(page);
    await choose(page, 'not json');
    await page.getByText('The file is not JSON').waitFor();
    await choose(page, '{"a":1}');
    await page.getByText('not an export of conversations').waitFor();
  });

  it('are shared between tabs: a change in one shows in the other', async () => {
    const page = await site.open('/');
    await askTwo(page);
    const other = await page.context().newPage();
    await other.goto(site.at('/'));
    await openList(other);
    await expect.poll(() => titles(other)).toHaveLength(2);
    await openList(page);
    await remove(page, FIRST);
    await expect.poll(() => titles(other)).toEqual([SECOND]);
  });

  it('last as long as the page, which says so, where the browser keeps nothing', async () => {
    const page = await site.open('/');
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'indexedDB', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(site.at('/'));
    await ask(page, FIRST);
    await answered(page);
    await openList(page);
    await page.getByText('does not keep anything').waitFor();
    await expect.poll(() => titles(page)).toEqual([FIRST]);
  });

  it('have a list without findings of axe: empty, full, with actions, renaming, deleted', async () => {
    const page = await site.open('/');
    await openList(page);
    await page.getByText('No conversation yet').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
    await askTwo(page);
    await openList(page);
    await page.getByRole('button', { name: `Actions for “${FIRST}”` }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Rename' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await remove(page, FIRST);
    await expectAccessible(page);
  });

  async function askTwo(page: Page) {
    for (const question of [FIRST, SECOND]) {
      await page.goto(site.at('/'));
      await ask(page, question);
      await answered(page);
      await saved(page);
    }
  }
});

async function openList(page: Page) {
  await page.getByRole('button', { name: 'Conversations' }).click();
  await page.getByRole('dialog').waitFor();
  await page.getByText('Reading the conversations').waitFor({ state: 'detached' });
}

/** Deletes one conversation, and waits until it is gone for good. */
async function remove(page: Page, title: string) {
  await page.getByRole('button', { name: `Actions for “${title}”` }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText(`Deleted “${title}”.`).waitFor();
}

function focusedLabel(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

function titles(page: Page): Promise<string[]> {
  return page.locator('.conversation-title').allTextContents();
}

async function whatIsShown(page: Page) {
  return {
    text: await page.locator('.turn').allInnerTexts(),
    cites: await page
      .locator('.cite')
      .evaluateAll((cites) => cites.map((cite) => cite.getAttribute('aria-label'))),
    verdicts: await page.locator('.verdicts').allInnerTexts(),
    followUps: await page.locator('.follow-ups .chip').allInnerTexts(),
  };
}

async function fileOf(page: Page, button: ReturnType<Page['locator']>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await file.path(), 'utf8');
}

async function choose(page: Page, text: string) {
  const path = join(tmpdir(), `indepth-import-${crypto.randomUUID()}.json`);
  await writeFile(path, text);
  await page.locator('input[type="file"]').setInputFiles(path);
}

function envelope(conversations: unknown[]): string {
  return JSON.stringify({ format: 'indepth-conversations', version: 1, conversations });
}
