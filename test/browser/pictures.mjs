// Takes small screenshots quickly, and compares two of them.

import { inflateSync } from "node:zlib";

const sessions = new WeakMap(); // of a page, for its screenshots

// shot gives a PNG of a part of the window, as it is after the next frame.
// Playwright's own waits for much more, and takes several times as long.
export async function shot(page, clip) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  const { scrollX, scrollY } = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done({ scrollX, scrollY })))));
  const { data } = await sessions.get(page).send("Page.captureScreenshot", {
    clip: { ...clip, x: clip.x + scrollX, y: clip.y + scrollY, scale: 1 },
    optimizeForSpeed: true,
  });
  return Buffer.from(data, "base64");
}

// compare gives how many pixels of two PNGs of the same size differ, and how
// many differ by a contrast of at least 3 : 1 (WCAG's measure for what must be
// seen without being text).
export function compare(a, b) {
  if (a.equals(b)) return { changed: 0, strong: 0 };
  const [x, y] = [decode(a), decode(b)];
  if (x.pixels.length !== y.pixels.length) return { changed: Infinity, strong: Infinity };
  let changed = 0;
  let strong = 0;
  for (let i = 0; i < x.pixels.length; i += x.bytes) {
    const far = Math.abs(x.pixels[i] - y.pixels[i]) + Math.abs(x.pixels[i + 1] - y.pixels[i + 1]) + Math.abs(x.pixels[i + 2] - y.pixels[i + 2]);
    if (far < 12) continue;
    changed++;
    const [p, q] = [light(x.pixels, i), light(y.pixels, i)];
    if ((Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05) >= 3) strong++;
  }
  return { changed, strong };
}

// height gives how many rows of pixels of a PNG lie between the first and the
// last that has a colour in it.
export function height(png, [red, green, blue]) {
  const { pixels, bytes, width } = decode(png);
  let [first, last] = [Infinity, -1];
  for (let i = 0; i < pixels.length; i += bytes) {
    if (Math.abs(pixels[i] - red) + Math.abs(pixels[i + 1] - green) + Math.abs(pixels[i + 2] - blue) > 240) continue;
    const row = Math.floor(i / bytes / width);
    [first, last] = [Math.min(first, row), Math.max(last, row)];
  }
  return Math.max(0, last - first + 1);
}

const linear = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = (d, i) => 0.2126 * linear(d[i]) + 0.7152 * linear(d[i + 1]) + 0.0722 * linear(d[i + 2]);

// decode reads a PNG as Chromium writes it: 8 bits, RGB or RGBA, not interlaced.
function decode(png) {
  const parts = [];
  let width, height, bytes;
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (type === "IHDR") [width, height, bytes] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9] === 6 ? 4 : 3];
    if (type === "IDAT") parts.push(data);
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * bytes;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const left = x < bytes ? 0 : pixels[y * row + x - bytes];
      const up = y === 0 ? 0 : pixels[(y - 1) * row + x];
      const corner = x < bytes || y === 0 ? 0 : pixels[(y - 1) * row + x - bytes];
      pixels[y * row + x] = raw[y * (row + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  return { pixels, bytes, width };
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
