import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../../topology/render/html/render.ts';
import { loadEngine } from '../../../topology/render/layout/engine.ts';
import { layOut } from '../../../topology/render/layout/lay-out.ts';
import type { Layout } from '../../../topology/render/layout/layout.ts';
import type { Picture } from '../../../topology/render/picture.ts';
import { launchBrowser, record } from '../../e2e/support/browser.ts';
import { comparedPicture, diagramOf } from '../support/diagrams.ts';
import { fortyGroups } from '../support/forty-groups.ts';
import { faultsOf } from '../support/geometry.ts';
import { cloud, edited } from '../support/sites.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

let folder: string;
let browser: Browser;
let script: string;

interface Drawn {
  picture: Picture;
  layout: Layout;
}
let drawn: Record<'cloud' | 'forty' | 'changed', Drawn>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skerry page-'));
  script = await readFile(join(import.meta.dirname, '../../../dist/cli/viewer.js'), 'utf8');
  const engine = await loadEngine();
  const draw = async (picture: Picture) => ({ picture, layout: await layOut(picture.diagram, engine) });
  drawn = {
    cloud: await draw({ diagram: diagramOf(cloud) }),
    forty: await draw({ diagram: diagramOf(fortyGroups()) }),
    changed: await draw(comparedPicture(cloud, edited(cloud, [['min: 3, max: 16', 'min: 3, max: 20']]))),
  };
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

let page: Page;
let seen: ReturnType<typeof record>;
let url: string;
afterEach(async () => {
  // Whatever a test has done: nothing was complained of, and nothing asked for but the page.
  expect(seen).toEqual({ complaints: [], requested: [url] });
  await page.close();
});

async function open(name: keyof typeof drawn, size: typeof desktop, touch = false): Promise<void> {
  const path = join(folder, `${name}.html`);
  await writeFile(path, renderHtml(drawn[name].picture, drawn[name].layout, script));
  url = pathToFileURL(path).href;
  page = await browser.newPage({ viewport: size, hasTouch: touch });
  seen = record(page);
  await page.goto(url);
}

/** The part of the drawing that is seen: x, y, width, height. */
const view = async (): Promise<[number, number, number, number]> =>
  (await page.getAttribute('#stage > svg', 'viewBox'))!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
const box = (id: string) => page.locator(`[data-box="${id}"]`);
const panel = () => page.locator('#panel');

describe.each([
  ['a desktop', desktop],
  ['a phone', phone],
])('on %s', (_name, size) => {
  it('shows the whole site, its legend, and no text beyond its box', async () => {
    await open('cloud', size, size === phone);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(size.width);
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBe(size.height);
    expect(await page.locator('[data-box]').count()).toBe(diagramOf(cloud).boxes.length - 1);
    expect(await page.locator('#legend li').count()).toBeGreaterThan(5);
    expect(await page.evaluate<string[]>(clippedTexts)).toEqual([]);
  });

  it('tells the details of a box that is clicked: bounds, owner, place in the file', async () => {
    await open('cloud', size, size === phone);
    const group = box('group:cn-hangzhou/mirror-sync');
    if (size === phone) await group.tap();
    else await group.click();
    const text = await panel().innerText();
    expect(text).toMatch(/^cn-hangzhou\/mirror-sync/);
    expect(text).toMatch(/stacks\/Pulumi\.example\.yaml:\d+:\d+/);
    for (const row of [/owner\s+autoscaler/, /min\s+2/, /initial\s+3/, /max\s+12/]) expect(text).toMatch(row);
    expect(text).toContain('cn-hangzhou/mirror-sync publishes into cn-beijing/mirror');
    expect(await page.locator('.line.near').count()).toBeGreaterThan(3);

    await panel().getByRole('button', { name: 'publishes into cn-beijing/mirror' }).click();
    expect(await panel().locator('h2').innerText()).toBe('cn-beijing/mirror');
    await panel().getByRole('button', { name: 'Close' }).click();
    expect(await panel().isHidden()).toBe(true);
  });

  it('fits forty groups, and finds one of them', async () => {
    const { picture, layout } = drawn.forty;
    const { diagram } = picture;
    expect(diagram.boxes.filter(({ kind }) => kind === 'group')).toHaveLength(40);
    expect(faultsOf(diagram, layout)).toEqual([]);
    await open('forty', size);
    expect(await page.evaluate<string[]>(clippedTexts)).toEqual([]);
    // Large enough to be read, even though not all of it is seen.
    const [, , width] = await view();
    expect(width).toBeLessThan(size.width / 0.59);
    await page.fill('#search', 'us-west-2 schedule');
    expect(await page.innerText('#found')).toMatch(/^1 of \d+$/);
    await page.press('#search', 'Enter');
    expect(await panel().locator('h2').innerText()).toBe('us-west-2/git-ci');
    const [left, top, across, down] = await view();
    const at = layout.boxes.get('group:us-west-2/git-ci')!;
    expect(at.x >= left && at.y >= top && at.x < left + across && at.y < top + down).toBe(true);
  });
});

describe('moving and zooming', () => {
  it('goes by wheel around the pointer, by drag, by buttons and by keys', async () => {
    await open('cloud', desktop);
    const start = await view();
    await page.mouse.move(300, 300);
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await view())[2]).toBeLessThan(start[2]);
    const zoomed = await view();

    await page.mouse.down();
    await page.mouse.move(400, 330, { steps: 4 });
    await page.mouse.up();
    const scale = desktop.width / zoomed[2];
    const moved = await view();
    expect(moved[0]).toBeCloseTo(zoomed[0] - 100 / scale, 0);
    expect(moved[1]).toBeCloseTo(zoomed[1] - 30 / scale, 0);
    expect(await panel().isHidden(), 'the end of a drag is no click').toBe(true);

    await page.click('#fit');
    expect(await view()).toEqual(start);
    await page.click('#zoom-in');
    expect((await view())[2]).toBeCloseTo(start[2] / 1.25, 3);
    await page.click('#zoom-out');
    expect((await view())[2]).toBeCloseTo(start[2], 3);

    await page.focus('#stage');
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    expect(await view()).not.toEqual(start);
    await page.keyboard.press('0');
    expect(await view()).toEqual(start);
  });

  it('goes by one finger and by two', async () => {
    await open('cloud', phone, true);
    const start = await view();
    const touch = await page.context().newCDPSession(page);
    const fingers = (type: string, ...points: [number, number][]) =>
      touch.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    await fingers('touchStart', [200, 400]);
    await fingers('touchMove', [170, 380]);
    await fingers('touchMove', [140, 360]);
    await fingers('touchEnd');
    const moved = await view();
    expect(moved[0]).toBeGreaterThan(start[0]);
    expect(moved[2]).toBeCloseTo(start[2], 3);

    await fingers('touchStart', [180, 400], [220, 400]);
    await fingers('touchMove', [140, 400], [260, 400]);
    await fingers('touchEnd');
    expect((await view())[2]).toBeLessThan(moved[2] / 2);
  });
});

it('is used without a mouse: Tab, Enter, Escape, search', async () => {
  await open('cloud', desktop);
  const names = await page.getByRole('button', { name: /^scaling group/ }).allTextContents();
  expect(names).toHaveLength(3);
  await page.focus('#stage');
  await page.keyboard.press('Tab');
  expect(await page.evaluate<string>("document.activeElement.getAttribute('aria-label')")).toMatch(
    /^region cn-hangzhou/,
  );
  await page.keyboard.press('Enter');
  expect(await panel().innerText()).toMatch(/^cn-hangzhou\b[^]*10\.17\.0\.0\/16/);
  expect(await page.evaluate<string>('document.activeElement.id')).toBe('panel');
  await page.keyboard.press('Escape');
  expect(await panel().isHidden()).toBe(true);
  expect(await page.evaluate<string>('document.activeElement.dataset.box')).toBe('region:cn-hangzhou');

  await page.keyboard.press('/');
  await page.keyboard.type('198.51.100.0/24');
  expect(await page.innerText('#found')).toMatch(/^1 of /);
  expect(await page.locator('.found').getAttribute('data-box')).toBe('loadBalancer:cn-hangzhou/git');
  await page.keyboard.press('Escape');
  expect(await page.locator('.found').count()).toBe(0);
});

it('shows what has changed between two revisions, and what it was', async () => {
  await open('changed', desktop);
  expect(await panel().innerText()).toMatch(/^Changes[^]*since HEAD~1 \(0123456789\): 1 changed/);
  await panel().getByRole('button', { name: 'changed: scaling group cn-hangzhou/git' }).click();
  expect(await panel().locator('dl > div', { hasText: /^max/ }).innerText()).toMatch(/16\s*→\s*20/);
  expect(await page.locator('#legend').innerText()).toMatch(/added[^]*changed: before → after[^]*removed/);
});

/** Texts that stick out of the frame of their box, as the browser's own fonts have them. */
const clippedTexts = `[...document.querySelectorAll('[data-box]')].flatMap((box) => {
  const frame = box.querySelector('.frame').getBBox();
  return [...box.querySelectorAll(':scope > text')].filter((text) => {
    const { x, y, width, height } = text.getBBox();
    return x + width > frame.x + frame.width - 2 || y < frame.y || y + height > frame.y + frame.height;
  }).map((text) => text.textContent);
})`;
