// A list to choose from: the units of an outline, or the sentences of a text. All comes as data and is put into the page as text nodes only.
// Every rerun of the page calls this function again: the list is drawn anew only where it changed, and stays where it was scrolled to.

const lists = new WeakMap();
const LINGER = 300; // ms on a row before its reasons are shown
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const list = lists.get(parentElement) ?? new List(parentElement);
  lists.set(parentElement, list);
  const turn = list.show(data, (key) => setTriggerValue("choose", key));
  return () => {
    if (list.turn !== turn) return; // an older call is cleaned up after a newer one has drawn
    list.root.remove();
    lists.delete(parentElement);
  };
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

class List {
  constructor(parent) {
    this.turn = 0;
    this.drawn = "";
    this.root = make("div", "editor");
    this.box = make("div", "box");
    this.tip = make("div", "tip");
    this.tip.hidden = true;
    this.tip.id = "tip";
    this.tip.role = "tooltip";
    this.root.append(this.box, this.tip);
    parent.append(this.root);
    this.box.addEventListener("click", ({ target }) => this.choose(target.closest("[data-key]")));
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("pointerover", ({ target }) => this.linger(target.closest("[data-key]")));
    this.box.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && this.tell(target.closest("[data-key]")));
    for (const type of ["pointerleave", "focusout", "scroll"]) this.box.addEventListener(type, () => this.tell());
  }

  show({ kind, options, chosen, labels }, send) {
    this.send = send;
    this.turn += 1;
    this.root.dataset.kind = kind;
    this.box.role = kind === "units" ? "tree" : "listbox";
    this.box.setAttribute("aria-label", labels.name);
    const drawing = JSON.stringify([kind, options]);
    if (drawing !== this.drawn) this.draw(kind, options, labels);
    this.drawn = drawing;
    this.mark(chosen);
    return this.turn;
  }

  draw(kind, options, labels) {
    const focused = this.box.contains(this.root.getRootNode().activeElement);
    const rows = options.map((option) => (kind === "units" ? this.unit(option) : this.piece(option)));
    const children = kind === "units" ? rows : this.paragraphs(rows, options);
    const place = this.box.scrollTop;
    this.rows = rows;
    this.box.replaceChildren(...children);
    this.box.scrollTop = this.key === labels.about ? place : 0;
    this.key = labels.about;
    this.refocus = focused;
    this.tell();
  }

  unit({ key, text, depth, aside, share, tags, notes }) {
    const row = this.option(key, "unit", notes);
    row.role = "treeitem";
    row.ariaLevel = depth + 1;
    row.style.setProperty("--depth", depth);
    const label = make("span", "label", text);
    for (const tag of tags) label.append(" ", make("span", "tag", tag));
    row.append(label, make("span", "aside", aside), make("span", "share", share));
    return row;
  }

  piece({ key, text }) {
    const span = this.option(key, "piece", []);
    span.textContent = text;
    return span;
  }

  option(key, className, notes) {
    const element = make(className === "piece" ? "span" : "div", className);
    element.role = "option";
    element.dataset.key = key;
    element.tabIndex = -1;
    element.notes = notes;
    return element;
  }

  paragraphs(rows, options) {
    const found = new Map();
    rows.forEach((row, i) => {
      const number = options[i].paragraph;
      if (!found.has(number)) found.set(number, Object.assign(make("p"), { role: "group" }));
      found.get(number).append(row);
    });
    return [...found.values()];
  }

  mark(chosen) {
    const row = this.rows.find((one) => one.dataset.key === chosen);
    for (const one of this.rows) one.setAttribute("aria-selected", String(one === row));
    this.aim(row ?? this.rows[0]);
    if (row && this.marked !== chosen) this.reveal(row);
    this.marked = chosen;
    if (this.refocus) (row ?? this.rows[0])?.focus({ preventScroll: true });
    this.refocus = false;
  }

  // The list scrolls within itself; the page stays where it is.
  reveal(row) {
    const box = this.box.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    if (top < box.top) this.box.scrollTop -= box.top - top + 24;
    else if (bottom > box.bottom) this.box.scrollTop += bottom - box.bottom + 24;
  }

  // One stop of the Tab key for the whole list.
  aim(row) {
    if (this.stop) this.stop.tabIndex = -1;
    this.stop = row;
    if (row) row.tabIndex = 0;
  }

  choose(row) {
    if (!row) return;
    for (const one of this.rows) one.setAttribute("aria-selected", String(one === row));
    this.aim(row);
    this.marked = row.dataset.key;
    this.send(row.dataset.key);
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = this.rows.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") this.choose(event.target);
    else {
      const to = event.key === "Home" ? 0 : event.key === "End" ? this.rows.length - 1 : event.key in STEPS ? at + STEPS[event.key] : -1;
      const row = this.rows[to];
      if (!row) return;
      this.aim(row);
      row.focus({ preventScroll: true });
      this.reveal(row);
    }
    event.preventDefault();
  }

  // Whoever passes over rows on the way to another one is not told of each.
  linger(row) {
    if (row === this.told) return;
    this.tell();
    this.timer = setTimeout(() => this.tell(row), LINGER);
  }

  tell(row) {
    clearTimeout(this.timer);
    this.told?.removeAttribute("aria-describedby");
    this.told = row?.notes?.length ? row : undefined;
    this.tip.hidden = !this.told;
    if (!this.told) return;
    row.setAttribute("aria-describedby", "tip");
    this.tip.replaceChildren(...row.notes.map((note) => make("p", "", note)));
    const above = this.root.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    const height = this.tip.offsetHeight;
    this.tip.style.top = `${bottom + height + 8 < window.innerHeight ? bottom - above.top + 2 : top - above.top - height - 2}px`;
  }
}
