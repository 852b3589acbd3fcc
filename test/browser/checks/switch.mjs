// The language switch: for each other language that the page says it is there
// in (hreflang), a click on the switch lands on just that page; every other
// link of the switch lands on a page in the language it names.

export async function check(stage, page) {
  const found = [];
  const selector = (lang) => `a[hreflang="${lang}"]`;
  const listed = await stage.page.evaluate(() => [...document.querySelectorAll("body a[hreflang]")].filter((a) => !a.closest("main")).map((a) => a.hreflang));
  const wanted = Object.keys(page.alternates).filter((l) => l !== page.lang);
  for (const lang of new Set([...wanted, ...listed.filter((l) => l !== page.lang)])) {
    if (!listed.includes(lang)) {
      found.push({ selector: selector(lang), what: `no link to this page in ${lang}` });
      continue;
    }
    await stage.show(page);
    await follow(stage.page, selector(lang));
    const landed = await stage.page.evaluate(() => ({ path: location.pathname, lang: document.documentElement.lang }));
    if (landed.lang !== lang) found.push({ selector: selector(lang), what: `lands on a page in "${landed.lang}": ${landed.path}` });
    if (page.alternates[lang] && landed.path !== page.alternates[lang]) {
      found.push({ selector: selector(lang), what: `lands on ${landed.path}, not on ${page.alternates[lang]}` });
    }
  }
  return found;
}

// follow clicks a link outside the text; one that lies in a closed menu is
// first made to appear, as a reader would do it.
async function follow(page, selector) {
  const link = page.locator(`xpath=//body//*[not(ancestor-or-self::main)]`).and(page.locator(selector)).first();
  const menu = page.locator("details:not([open])", { has: link });
  if (await menu.count()) await menu.first().locator("summary").click();
  const before = page.url();
  await link.click({ timeout: 5000 });
  await page.waitForURL((u) => u.href !== before, { timeout: 5000 });
}
