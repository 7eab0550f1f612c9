// A field that is being edited: its text, and the names that are offered while a body is typed.
import { get } from './server.js';

const BODIES = new Set(['lead', 'support']);
const DAY = /(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})/i;
let number = 0;

export class Editing {
  constructor(field, done) {
    this.field = field;
    this.cell = field.dataset.cell;
    this.done = done; // called with the value, or with null when it stays
    this.picked = -1;
    this.offered = [];
    number += 1;
    const form = document.createElement('form');
    form.className = 'edit';
    this.box = document.createElement(this.cell === 'text' ? 'textarea' : 'input');
    this.box.value = field.dataset.value;
    this.box.setAttribute('aria-label', field.querySelector('.label').textContent);
    this.box.autocomplete = 'off';
    if (this.cell === 'text') this.box.rows = 4;
    if (this.cell === 'due') this.box.placeholder = 'ngày/tháng/năm';
    form.append(this.box);
    if (BODIES.has(this.cell)) form.append(this.list(number));
    for (const [words, type] of [['Ghi', 'submit'], ['Thôi', 'button']]) {
      const button = document.createElement('button');
      button.type = type;
      button.textContent = words;
      form.append(button);
      if (type === 'button') button.addEventListener('click', () => this.end(null));
    }
    form.addEventListener('submit', (event) => { event.preventDefault(); this.end(this.box.value); });
    form.addEventListener('keydown', (event) => this.key(event));
    this.form = form;
    const label = field.querySelector('.label').cloneNode(true);
    label.setAttribute('aria-hidden', 'true');
    form.prepend(label);
    field.classList.add('editing');
    field.querySelector('.value').after(form);
    this.box.focus({ preventScroll: true });
    this.box.select();
    form.scrollIntoView({ block: 'nearest' });
  }

  list(id) {
    const list = document.createElement('ul');
    list.id = `ten-${id}`;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Cơ quan');
    list.hidden = true;
    this.names = list;
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) {
      this.box.setAttribute(name, value);
    }
    this.box.addEventListener('input', () => this.offer());
    this.box.addEventListener('blur', () => setTimeout(() => this.hide(), 150));
    return list;
  }

  // The part of the value at which names are typed: bodies are separated by semicolons.
  part() {
    const parts = this.box.value.split(';');
    return { before: parts.slice(0, -1).map((one) => one.trim()).filter(Boolean), typed: parts[parts.length - 1].trim() };
  }

  async offer() {
    const { typed } = this.part();
    this.asked = typed;
    if (typed.length < 2) return this.hide();
    const { names } = await get(`ten?q=${encodeURIComponent(typed)}`).catch(() => ({ names: [] }));
    if (this.asked !== typed || this.over) return undefined;
    this.offered = names;
    this.picked = -1;
    this.names.replaceChildren(...names.map((name, at) => {
      const one = document.createElement('li');
      one.textContent = name;
      one.id = `${this.names.id}-${at}`;
      one.setAttribute('role', 'option');
      one.setAttribute('aria-selected', 'false');
      one.addEventListener('pointerdown', (event) => { event.preventDefault(); this.take(name); });
      return one;
    }));
    this.names.hidden = !names.length;
    this.box.setAttribute('aria-expanded', String(names.length > 0));
    return undefined;
  }

  hide() {
    if (!this.names) return;
    this.names.hidden = true;
    this.offered = [];
    this.picked = -1;
    this.box.setAttribute('aria-expanded', 'false');
    this.box.removeAttribute('aria-activedescendant');
  }

  take(name) {
    this.box.value = [...this.part().before, name].join('; ');
    this.hide();
    this.box.focus();
  }

  pick(step) {
    const all = [...this.names.children];
    this.picked = (this.picked + step + all.length) % all.length;
    all.forEach((one, at) => one.setAttribute('aria-selected', String(at === this.picked)));
    this.box.setAttribute('aria-activedescendant', all[this.picked].id);
    all[this.picked].scrollIntoView({ block: 'nearest' });
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing || event.target !== this.box) {
      if (event.key === 'Escape') this.end(null);
      return;
    }
    const open = this.offered.length > 0;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.pick(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (open && this.picked >= 0) this.take(this.offered[this.picked]);
      else this.end(this.box.value);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (open) this.hide();
      else this.end(null);
    }
  }

  // Words from the page: a day out of a sentence, a body behind those that are there.
  fill(text, more = false) {
    const day = this.cell === 'due' && DAY.exec(text);
    const words = text.replace(/[\s,.;:]+$/, '');
    if (day) this.box.value = `${day[1]}/${day[2]}/${day[3]}`;
    else if (more && BODIES.has(this.cell) && this.box.value.trim()) this.box.value = `${this.box.value.replace(/[;\s]+$/, '')}; ${words}`;
    else this.box.value = this.cell === 'text' ? text : words;
    this.box.focus();
  }

  end(value) {
    if (this.over) return;
    this.over = true;
    this.form.remove();
    this.field.classList.remove('editing');
    this.done(value === this.field.dataset.value ? null : value);
  }
}
