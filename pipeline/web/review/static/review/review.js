// The review page: rows on the right, pages on the left, one key for what is done most.
import { Editing } from './editing.js';
import { Pages } from './pages.js';
import { Selecting } from './selecting.js';
import { post, root } from './server.js';

const list = document.getElementById('dong');
const said = document.getElementById('bao');
const keys = document.getElementById('phim');
const both = document.getElementById('hai-nguoi');
const pages = new Pages(document.getElementById('trang'));
const selecting = new Selecting(pages, say);
const IDLE = 900; // milliseconds behind the last arrow key

let row = null;
let cell = null;
let editing = null;
let moving = null; // the words of a task that grow and shrink: {start, end, timer}
let busy = Promise.resolve();
let leaving = false;

function say(words) { said.textContent = words; }
const rows = () => [...list.querySelectorAll('.row')];
const seen = (of = row) => JSON.parse(of.dataset.seen);
const field = (name, of = row) => of?.querySelector(`.field[data-cell="${name}"]`);
const placeOf = (of, name) => (of.dataset[name] === '' ? null : Number(of.dataset[name]));
const marksOf = (of) => JSON.parse(of.dataset.marks);

function choose(next, name = null, quiet = false, still = false) {
  if (!next) return;
  flush();
  if (row && row !== next) row.removeAttribute('aria-current');
  row = next;
  cell = name;
  leaving = false;
  row.setAttribute('aria-current', 'true');
  for (const one of list.querySelectorAll('.field.here')) one.classList.remove('here');
  const here = name && field(name);
  if (here) here.classList.add('here');
  if (!quiet) (here ? here.querySelector('.value') : row).focus({ preventScroll: true });
  if (!still) (here || row).scrollIntoView({ block: 'nearest' });
  mark();
  const kind = { lead: 'lead', support: 'support', due: 'limit' }[name];
  const place = marksOf(row).find(([one]) => one === kind);
  pages.scrollTo(place ? place[1] : placeOf(row, 'start'), Number(row.dataset.page) || null);
}

function mark() {
  const faint = rows().filter((one) => one !== row && placeOf(one, 'start') !== null)
    .map((one) => [placeOf(one, 'start'), placeOf(one, 'end')]);
  const marks = row ? marksOf(row) : [];
  if (moving) marks.splice(marks.findIndex(([kind]) => kind === 'act'), 1, ['act', moving.start, moving.end]);
  pages.show(marks, faint);
}

function step(by) {
  const all = rows();
  choose(all[Math.min(Math.max(all.indexOf(row) + by, 0), all.length - 1)]);
}

function nextWaiting() {
  const all = rows();
  const at = all.indexOf(row);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => one.dataset.waits);
  if (next) choose(next);
  else say('Đã xem hết các dòng của văn bản này. Enter: sang văn bản tiếp theo.');
}

// The next doubtful field behind the one at hand; behind the last one the next directive.
function nextDoubt() {
  const all = [...list.querySelectorAll('.field.doubt')];
  const here = (cell && field(cell)) || row;
  const next = all.find((one) => one !== here && here?.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || all.find((one) => one !== here);
  if (next) choose(next.closest('.row'), next.dataset.cell);
  else if (all.length) choose(row, cell);
  else if (leaving) window.location.assign(root.dataset.next);
  else {
    leaving = true;
    say('Không còn ô cần xem ở văn bản này. Enter lần nữa: sang văn bản tiếp theo.');
  }
}

// Changes go one after the other, each with what was seen when it was made.
function send(act, told, then = () => {}) {
  busy = busy.then(() => sent(act, told, then));
  return busy;
}

async function sent(act, told, then) {
  root.setAttribute('aria-busy', 'true');
  const answer = await post(act, told);
  root.removeAttribute('aria-busy');
  if (answer.outcome === 'refused') {
    say(`${answer.message} ${answer.advice}`);
    said.classList.add('bad');
    return;
  }
  said.classList.remove('bad');
  const gone = document.activeElement === document.body || list.contains(document.activeElement);
  take(answer);
  if (answer.outcome === 'clash') return clash(act, told, answer.differences, then);
  if (gone && !list.contains(document.activeElement)) row?.focus({ preventScroll: true });
  then(answer);
}

function take(answer) {
  const here = row?.dataset.id;
  if (answer.whole) list.innerHTML = answer.rows;
  else {
    for (const [id, html] of Object.entries(answer.rows)) {
      const old = document.getElementById(`r-${id}`);
      if (old) old.outerHTML = html;
    }
  }
  for (const [name, count] of Object.entries(answer.counts)) {
    document.querySelector(`[data-count="${name}"]`).textContent = count;
  }
  row = here ? document.getElementById(`r-${here}`) : null;
  row?.setAttribute('aria-current', 'true');
  if (row && cell) field(cell)?.classList.add('here');
  mark();
}

function clash(act, told, differences, then) {
  const own = act === 'o' || act === 'cho';
  both.querySelector('.both').replaceChildren(...differences.map((one) => {
    const part = document.createElement('dl');
    for (const [words, value] of [[own ? 'Của tôi' : 'Tôi đã thấy', one.mine], [`Đang có${one.who ? ` (${one.who}, ${one.at})` : ' (lần đọc mới)'}`, one.theirs]]) {
      const dt = document.createElement('dt');
      const dd = document.createElement('dd');
      dt.textContent = `${one.column} · ${words}`;
      dd.textContent = value || '(trống)';
      part.append(dt, dd);
    }
    return part;
  }));
  both.querySelector('[value=mine]').hidden = !own;
  both.returnValue = 'theirs';
  both.showModal();
  both.addEventListener('close', () => {
    if (both.returnValue === 'mine') {
      for (const one of differences) told.seen[one.cell] = one.theirs;
      send(act, told, then);
    } else say('Giữ giá trị đang có.');
    row?.focus({ preventScroll: true });
  }, { once: true });
}

function accept() {
  if (row) send('dung', { task: row.dataset.id, seen: seen() }, nextWaiting);
}

function drop() {
  if (row) send('bo', { task: row.dataset.id, seen: seen() }, () => { say('Đã bỏ. u: hoàn tác.'); nextWaiting(); });
}

function edit(name = cell) {
  if (!row) return null;
  const wanted = name || row.querySelector('.field.doubt')?.dataset.cell || 'text';
  editing?.end(null);
  choose(row, wanted, true);
  const task = row.dataset.id;
  const before = seen();
  editing = new Editing(field(wanted), (value) => {
    editing = null;
    if (value === null) choose(row, wanted);
    else send('o', { task, cell: wanted, value, seen: { [wanted]: before[wanted], verdict: before.verdict } }, () => choose(row, wanted));
  });
  return editing;
}

function add() {
  const start = row ? placeOf(row, 'end') || 0 : 0;
  selecting.ask('Thêm nhiệm vụ: kéo qua chữ trên trang, hoặc dùng mũi tên (giữ Shift để chọn), Enter nhận, Esc thôi.', start, added);
}

function added({ start, end }) {
  send('them', { start, end, cells: {} }, (answer) => {
    const fresh = document.getElementById(`r-${answer.changed[0]}`);
    say(fresh ? 'Đã thêm nhiệm vụ; ghi cơ quan chủ trì.' : 'Nhiệm vụ này đã có.');
    if (!fresh) return;
    choose(fresh, 'lead');
    edit('lead');
  });
}

function split() {
  if (!row || row.querySelector('.cut')) return;
  const task = row.dataset.id;
  const before = seen();
  const cut = document.createElement('div');
  cut.className = 'cut';
  cut.setAttribute('role', 'group');
  cut.setAttribute('aria-label', 'Chọn chữ đầu của phần thứ hai');
  before.text.split(/\s+/).forEach((word, at) => {
    const one = document.createElement('button');
    one.type = 'button';
    one.textContent = word;
    one.disabled = at === 0;
    one.addEventListener('click', () => { cut.remove(); send('tach', { task, seen: before, at }, (answer) => choose(document.getElementById(`r-${answer.changed.find((id) => id !== task)}`) || row)); });
    cut.append(one);
  });
  cut.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...cut.children];
    if (by) all[Math.min(Math.max(all.indexOf(document.activeElement) + by, 1), all.length - 1)].focus();
    if (event.key === 'Escape') { cut.remove(); row.focus(); }
    if (by || event.key === 'Escape' || event.key === 'Enter') event.stopPropagation();
    if (by) event.preventDefault();
  });
  field('text').append(cut);
  cut.children[1]?.focus();
  say('Tách: chọn chữ đầu của phần thứ hai rồi Enter; Esc thôi.');
}

function merge() {
  const next = rows().filter((one) => !one.classList.contains('dropped'));
  const other = next[next.indexOf(row) + 1];
  if (!other) say('Không có dòng sau để gộp.');
  else send('gop', { task: row.dataset.id, other: other.dataset.id, seen: seen(), seen_other: seen(other) }, () => { say('Đã gộp hai dòng. u: hoàn tác.'); choose(row); });
}

function undo() {
  clearTimeout(moving?.timer);
  moving = null;
  send('hoan-tac', {}, (answer) => {
    say(answer.changed.length ? 'Đã hoàn tác.' : 'Không còn gì của mình để hoàn tác ở văn bản này.');
    choose(document.getElementById(`r-${answer.changed[0]}`) || row || rows()[0]);
  });
}

// The words of the task grow or shrink by one, at their end or (with Shift) at their beginning.
function lengthen(by, atStart) {
  if (!row || placeOf(row, 'start') === null) return say('Dòng này không có chỗ trong văn bản; kéo chuột qua chữ của nó trên trang.');
  moving = moving || { start: placeOf(row, 'start'), end: placeOf(row, 'end'), task: row.dataset.id, seen: seen(), marked: 0 };
  const { words } = pages;
  if (atStart) {
    const found = by > 0 ? words.find((word) => word.start > moving.start) : words.findLast((word) => word.start < moving.start);
    if (found && found.start < moving.end) moving.start = found.start;
  } else {
    const found = by > 0 ? words.find((word) => word.end > moving.end) : words.findLast((word) => word.end < moving.end);
    if (found && found.end > moving.start) moving.end = found.end;
  }
  mark();
  const text = pages.between(moving.start, moving.end).map((word) => word.text).join(' ');
  field('text').querySelector('.shown').textContent = text;
  clearTimeout(moving.timer);
  moving.timer = setTimeout(flush, IDLE);
  return undefined;
}

function flush() {
  if (!moving) return;
  const { task, seen: before, start, end, timer } = moving;
  clearTimeout(timer);
  moving = null;
  send('cho', { task, seen: { text: before.text, span: before.span, verdict: before.verdict }, start, end });
}

selecting.ondrag = ({ start, end, text }) => {
  if (editing && editing.cell !== 'text') editing.fill(text, true);
  else if (row && (cell === 'text' || editing)) {
    editing?.end(null);
    const before = seen();
    send('cho', { task: row.dataset.id, seen: { text: before.text, span: before.span, verdict: before.verdict }, start, end });
  } else if (row && cell) edit(cell).fill(text);
  else say('Chọn một ô trước khi kéo chữ vào; hoặc bấm t để thêm nhiệm vụ mới từ chữ trên trang.');
};

selecting.onclick = (word) => {
  const found = rows().filter((one) => placeOf(one, 'start') !== null && placeOf(one, 'start') <= word.start && word.start < placeOf(one, 'end'));
  if (found.length) choose(found.find((one) => one !== row) && found.includes(row) ? row : found[0], null, true);
};

const acts = {
  dung: accept, sua: () => edit(), bo: drop, tach: split, gop: merge, them: add, 'hoan-tac': undo, 'o-tiep': nextDoubt,
  phim: () => keys.showModal(),
};
const byKey = { KeyD: 'dung', KeyS: 'sua', KeyB: 'bo', KeyX: 'tach', KeyG: 'gop', KeyT: 'them', KeyU: 'hoan-tac' };

root.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  const on = event.target.closest('.row');
  if (button?.dataset.act) {
    if (on && on !== row) choose(on, null, true);
    acts[button.dataset.act]();
  } else if (button?.classList.contains('value')) {
    const name = button.closest('.field').dataset.cell;
    if (on === row && cell === name) edit(name);
    else choose(on, name);
  } else if (button?.classList.contains('choose')) {
    choose(on, button.closest('.field').dataset.cell, true);
    send('o', { task: on.dataset.id, cell, value: button.dataset.value, seen: { [cell]: seen(on)[cell] } }, () => choose(row, cell));
  } else if (button?.classList.contains('take')) {
    const { start, end } = button.closest('li').dataset;
    added({ start: Number(start), end: Number(end) });
  } else if (on && !button && !event.target.closest('form, .cut') && on !== row) choose(on);
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
  const { target } = event;
  if (target.matches('input, textarea, select')) return;
  if (selecting.key(event)) return event.preventDefault();
  const ours = target === document.body || target.matches('.row, .field .value, .pages');
  if (event.key === 'Enter') {
    if (!ours) return undefined;
    flush();
    nextDoubt();
  } else if (event.key === '?') keys.showModal();
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') lengthen(event.key === 'ArrowRight' ? 1 : -1, event.shiftKey);
  else if (event.code === 'KeyJ' || event.code === 'KeyK') step(event.code === 'KeyJ' ? 1 : -1);
  else if (byKey[event.code]) {
    if (event.repeat) return undefined;
    if (event.code !== 'KeyU') flush();
    busy.then(acts[byKey[event.code]]);
  } else return undefined;
  return event.preventDefault();
});

window.addEventListener('pagehide', flush);

const [wanted, name] = decodeURIComponent(window.location.hash.slice(1)).split('|');
const first = (wanted && document.getElementById(`r-${wanted}`)) || rows().find((one) => one.dataset.waits) || rows()[0];
pages.open(Number(first?.dataset.page) || 1).then(() => choose(first, name || null, false, !wanted));
