import { chromium, type Browser, type Page } from 'playwright-core';
import { findCommand } from '../../../setup/find-command.ts';
import { isRoot } from '../../support/ordinary-user.ts';
import { until } from '../../support/until.ts';

/** A page as somebody sees it on a phone. */
export interface Seen {
  /** As it is laid out: no markup, nothing hidden. */
  text: string;
  /** Of the whole page, in CSS pixels: more than the window's means that it scrolls sideways. */
  width: number;
  /** What the console shows as errors and warnings. */
  complaints: string[];
  /** Every address that the page made the browser ask for. */
  requested: string[];
}

/** Debian's Chromium, which reaches nothing but this machine. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findCommand('chromium');
  if (executablePath === undefined)
    throw new Error('there is no chromium: npm run doctor tells how to get it');
  return await chromium.launch({
    executablePath,
    // Chromium refuses to sandbox root.
    chromiumSandbox: !isRoot,
    // What it does by itself, beside the page, must not leave this machine either.
    args: ['--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.*'],
  });
}

/** What a page complains of and asks for, from now on. */
export function record(page: Page): Pick<Seen, 'complaints' | 'requested'> {
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => requested.push(request.url()));
  return { complaints, requested };
}

/** Opens an address in Debian's Chromium, again until its text matches. */
export async function seeOnPhone(
  url: string,
  expected: RegExp,
  size = { width: 390, height: 844 },
): Promise<Seen> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: size });
    const { complaints, requested } = record(page);
    const text = await until(`${url} shows ${expected}`, async () => {
      await page.goto(url);
      const shown = await page.innerText('body');
      if (!expected.test(shown)) throw new Error(shown);
      return shown;
    });
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    return { text, width, complaints, requested };
  } finally {
    await browser.close();
  }
}
