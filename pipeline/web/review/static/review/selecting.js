// Choosing words on the pages: by dragging, by a tap on the first and the last, or by the arrow keys.
export class Selecting {
  constructor(pages, say) {
    this.pages = pages;
    this.say = say;
    this.wanted = null; // what is done with the words
    this.from = null;
    this.to = null;
    this.dragged = false;
    this.before = [];
    const { pane } = pages;
    pane.addEventListener('pointerdown', (event) => this.down(event));
    pane.addEventListener('pointermove', (event) => this.over(event));
    pane.addEventListener('pointerup', (event) => this.up(event));
    pane.addEventListener('pointercancel', () => this.drop());
    pane.addEventListener('dragstart', (event) => event.preventDefault());
    this.ondrag = () => {}; // words were dragged over while nobody had asked for any
    this.onclick = () => {};
  }

  get on() { return this.wanted !== null; }

  // Ask for words; ``start`` is where the arrow keys begin.
  ask(words, start, wanted) {
    this.wanted = wanted;
    this.before = this.pages.marks;
    this.pages.pane.classList.add('choosing');
    this.from = this.to = this.pages.words.find((word) => word.start >= start) || this.pages.words[0] || null;
    this.dragged = false;
    this.draw();
    this.say(words);
  }

  stop() {
    if (!this.on) return;
    this.wanted = null;
    this.from = this.to = null;
    this.pages.pane.classList.remove('choosing');
    this.pages.show(this.before);
  }

  draw() {
    if (!this.from) return;
    const [start, end] = this.span();
    this.pages.show([...this.before, ['chosen', start, end]]);
  }

  span() {
    const [a, b] = this.from.start <= this.to.start ? [this.from, this.to] : [this.to, this.from];
    return [a.start, b.end];
  }

  text() {
    return this.pages.between(...this.span()).map((word) => word.text).join(' ');
  }

  take() {
    if (!this.from) return;
    const told = { start: this.span()[0], end: this.span()[1], text: this.text() };
    const { wanted } = this;
    this.stop();
    wanted(told);
  }

  down(event) {
    if (event.button || (event.pointerType === 'touch' && !this.on)) return; // a finger turns the pages
    const word = this.pages.at(event.clientX, event.clientY);
    if (!word) return;
    if (this.on && this.tapped) { // the last word, behind a tap on the first
      this.to = word;
      this.tapped = false;
      this.take();
      return;
    }
    if (!this.on) this.before = this.pages.marks;
    this.origin = { x: event.clientX, y: event.clientY };
    this.from = this.to = word;
    this.dragged = false;
    this.held = true;
    event.preventDefault();
    this.pages.pane.setPointerCapture?.(event.pointerId);
  }

  over(event) {
    if (!this.held) return;
    if (!this.dragged && Math.hypot(event.clientX - this.origin.x, event.clientY - this.origin.y) < 5) return;
    this.dragged = true;
    const word = this.pages.at(event.clientX, event.clientY);
    if (word) this.to = word;
    this.draw();
  }

  up(event) {
    if (!this.held) return;
    this.held = false;
    if (this.dragged && this.on) this.take();
    else if (this.dragged) {
      const told = { start: this.span()[0], end: this.span()[1], text: this.text() };
      this.pages.show(this.before);
      this.from = null;
      this.ondrag(told);
    } else if (this.on) {
      this.tapped = true;
      this.draw();
      this.say('Bấm chữ cuối.');
    } else {
      const word = this.pages.at(event.clientX, event.clientY);
      this.from = null;
      if (word) this.onclick(word);
    }
  }

  drop() { this.held = false; }

  // A key while words are asked for; whether it was ours.
  key(event) {
    if (!this.on) return false;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 12, ArrowUp: -12 }[event.key];
    if (step && this.to) {
      const { words } = this.pages;
      const at = Math.min(Math.max(words.indexOf(this.to) + step, 0), words.length - 1);
      this.to = words[at];
      if (!event.shiftKey) this.from = this.to;
      this.draw();
      this.pages.scrollTo(this.to.start, this.to.page);
      this.say(this.text());
    } else if (event.key === 'Enter') this.take();
    else if (event.key === 'Escape') {
      this.stop();
      this.say('');
    } else return event.key.length === 1;
    return true;
  }
}
