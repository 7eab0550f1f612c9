// The left half: pages as pictures with the words on them, or the text where a file has no pages.
import { base, get, root } from './server.js';

const SVG = 'http://www.w3.org/2000/svg';
const AROUND = 1.5; // points around marked words
const widths = root.dataset.widths.split(',').map(Number);

export class Pages {
  constructor(pane) {
    this.pane = pane;
    this.words = []; // of all pages that are loaded, in the order of the text
    this.leaves = []; // {number, box, svg, size, span, state}
    this.marks = [];
    this.faint = [];
    this.plain = false;
    this.first = null;
  }

  // The pages stand there with their sizes; each is drawn and gets its words when it comes into sight.
  async open(first) {
    this.first = first;
    const early = root.dataset.textFrom !== 'txt' && first ? new Image() : null;
    if (early) early.src = this.picture(first); // need not wait for the sizes
    let told;
    try {
      told = await get('trang');
    } catch {
      told = { sizes: [], why: 'Chưa mở được các trang. Tải lại trang này sau ít phút.' };
    }
    if (!told.sizes.length) return this.openText(told.why);
    told.sizes.forEach((size, at) => this.leaf(at + 1, size, told.spans[at]));
    const seen = new IntersectionObserver((entries) => {
      for (const one of entries) if (one.isIntersecting) this.load(Number(one.target.dataset.page));
    }, { root: this.pane, rootMargin: '60% 0px' });
    for (const leaf of this.leaves) seen.observe(leaf.box);
    return undefined;
  }

  picture(number) {
    const need = (this.pane.clientWidth || 600) * (window.devicePixelRatio || 1);
    return `${base}trang/${number}-${widths.find((width) => width >= need * 0.9) || widths[widths.length - 1]}.jpg`;
  }

  leaf(number, size, span) {
    const box = document.createElement('figure');
    box.className = 'leaf';
    box.dataset.page = number;
    const image = document.createElement('img');
    [image.width, image.height] = size.map(Math.round);
    image.alt = `Trang ${number}`;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${size[0]} ${size[1]}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const name = document.createElement('figcaption');
    name.textContent = `Trang ${number}/${root.dataset.pages > 0 ? Math.max(root.dataset.pages, number) : number}`;
    box.append(image, svg, name);
    this.pane.append(box);
    this.leaves.push({ number, box, svg, image, size, span, state: '' });
  }

  async load(number) {
    const leaf = this.leaves[number - 1];
    if (!leaf || leaf.state) return leaf?.ready;
    leaf.state = 'loading';
    leaf.image.src = this.picture(number);
    leaf.image.addEventListener('error', () => { leaf.box.classList.add('lost'); }, { once: true });
    leaf.ready = get(`trang/${number}`).then(({ words }) => {
      for (const [start, end, x0, top, x1, bottom, text] of words) {
        this.words.push({ start, end, page: number, x0, top, x1, bottom, text });
      }
      this.words.sort((a, b) => a.start - b.start);
      leaf.state = 'loaded';
      this.draw();
    }).catch(() => { leaf.state = 'loaded'; });
    return leaf.ready;
  }

  async openText(why) {
    this.plain = true;
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = why;
    const box = document.createElement('div');
    box.className = 'plain';
    this.pane.append(note, box);
    const { lines } = await get('nguyen-van');
    for (const line of lines) {
      const p = document.createElement('p');
      for (const [start, end, text] of line) {
        const el = document.createElement('span');
        el.textContent = text;
        el.className = 'w';
        p.append(el, ' ');
        this.words.push({ start, end, page: 1, el, text });
      }
      box.append(p);
    }
    this.draw();
  }

  // The words that touch a place of the text.
  between(start, end) {
    const { words } = this;
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle].end > start) high = middle;
      else low = middle + 1;
    }
    const found = [];
    for (let at = low; at < words.length && words[at].start < end; at += 1) found.push(words[at]);
    return found;
  }

  // The page on which a place of the text stands.
  pageOf(start) {
    const [known] = this.between(start, start + 1);
    if (known) return known.page;
    const leaf = this.leaves.find(({ span }) => span && span[0] <= start && start < span[1]);
    return leaf ? leaf.number : null;
  }

  // Mark places: [kind, start, end]; all others stay faint.
  show(marks, faint) {
    this.marks = marks;
    if (faint) this.faint = faint;
    this.draw();
  }

  draw() {
    if (this.plain) return this.drawText();
    for (const { svg, number, state, span } of this.leaves) {
      if (state !== 'loaded' || !span) continue;
      const rects = [];
      for (const [start, end] of this.faint) if (end > span[0] && start < span[1]) rects.push(...this.rects(number, 'faint', start, end));
      for (const [kind, start, end] of this.marks) if (end > span[0] && start < span[1]) rects.push(...this.rects(number, kind, start, end));
      svg.replaceChildren(...rects);
    }
    return undefined;
  }

  drawText() {
    for (const word of this.words) word.el.className = 'w';
    for (const [kind, start, end] of this.marks) {
      for (const word of this.between(start, end)) word.el.classList.add(kind);
    }
  }

  rects(number, kind, start, end) {
    const lines = [];
    for (const word of this.between(start, end)) {
      if (word.page !== number) continue;
      const last = lines[lines.length - 1];
      const shared = last ? Math.min(last.bottom, word.bottom) - Math.max(last.top, word.top) : 0;
      if (last && word.x0 >= last.x0 && shared > 0.4 * (word.bottom - word.top)) {
        last.x1 = Math.max(last.x1, word.x1);
        last.top = Math.min(last.top, word.top);
        last.bottom = Math.max(last.bottom, word.bottom);
      } else lines.push({ ...word });
    }
    return lines.map((line) => {
      const rect = document.createElementNS(SVG, 'rect');
      rect.setAttribute('class', kind);
      rect.setAttribute('x', line.x0 - AROUND);
      rect.setAttribute('y', line.top - AROUND);
      rect.setAttribute('width', line.x1 - line.x0 + 2 * AROUND);
      rect.setAttribute('height', line.bottom - line.top + 2 * AROUND);
      return rect;
    });
  }

  // Bring a place of the text into sight.
  async scrollTo(start, page) {
    const number = (start === null ? null : this.pageOf(start)) || page;
    if (this.plain) {
      const word = start === null ? null : this.between(start, start + 1)[0];
      if (word) this.centre(word.el.getBoundingClientRect());
      return;
    }
    const leaf = number && this.leaves[number - 1];
    if (!leaf) return;
    if (leaf.state !== 'loaded') this.centre(leaf.box.getBoundingClientRect(), true);
    await this.load(number);
    const word = start === null ? null : this.between(start, start + 1)[0];
    if (!word) return;
    const box = leaf.svg.getBoundingClientRect();
    const scale = box.height / leaf.size[1];
    this.centre({ top: box.top + word.top * scale, height: (word.bottom - word.top) * scale });
  }

  centre(box, atTop = false) {
    const pane = this.pane.getBoundingClientRect();
    const off = box.top - pane.top - (atTop ? 8 : pane.height * 0.3);
    if (!atTop && off > -pane.height * 0.2 && off < pane.height * 0.4) return; // it is in sight
    this.pane.scrollBy({ top: off });
  }

  // The word nearest to a point of the window on the page under it.
  at(x, y) {
    if (this.plain) return this.words.find((word) => word.el === document.elementFromPoint(x, y)) || null;
    const box = document.elementFromPoint(x, y)?.closest('.leaf');
    const leaf = box && this.leaves[Number(box.dataset.page) - 1];
    if (!leaf) return null;
    const frame = leaf.svg.getBoundingClientRect();
    const px = ((x - frame.left) / frame.width) * leaf.size[0];
    const py = ((y - frame.top) / frame.height) * leaf.size[1];
    let best = null;
    let least = Infinity;
    for (const word of this.words) {
      if (word.page !== leaf.number) continue;
      const dx = Math.max(word.x0 - px, 0, px - word.x1);
      const dy = Math.max(word.top - py, 0, py - word.bottom);
      const far = dx + 3 * dy;
      if (far < least) [best, least] = [word, far];
    }
    return least < 40 ? best : null;
  }
}
