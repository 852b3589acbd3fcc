// Compares two screenshots, with the browser's own reader of pictures.

// compare gives how many pixels of two PNGs of the same size differ, and how
// many differ by a contrast of at least 3 : 1 (WCAG's measure for what must be
// seen without being text).
export async function compare(page, a, b) {
  if (a.equals(b)) return { changed: 0, strong: 0 };
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(differ, [a.toString("base64"), b.toString("base64")]);
  } finally {
    await blank.close();
  }
}

// differ runs in the browser.
async function differ(pictures) {
  const [a, b] = await Promise.all(
    pictures.map(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const map = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(map.width, map.height).getContext("2d");
      canvas.drawImage(map, 0, 0);
      return canvas.getImageData(0, 0, map.width, map.height).data;
    }),
  );
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (d, i) => 0.2126 * linear(d[i]) + 0.7152 * linear(d[i + 1]) + 0.0722 * linear(d[i + 2]);
  let changed = 0;
  let strong = 0;
  if (a.length !== b.length) return { changed: Infinity, strong: Infinity };
  for (let i = 0; i < a.length; i += 4) {
    if (Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]) < 12) continue;
    changed++;
    const [x, y] = [light(a, i), light(b, i)];
    if ((Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) >= 3) strong++;
  }
  return { changed, strong };
}
