// The reading view. The speech comes as data and is put into the page as text nodes only, never as markup.
// Every rerun of the page calls this function again: what is the same is left standing, so the place read stays where it is.

const readers = new WeakMap();
const WIDE = 800; // from this width on there is a margin for notes
const WITH_OUTLINE = 890; // and from this one a column for the outline
const GAP = 14; // between notes in the margin
const RETURNS = [0, 80, 250, 600, 1200]; // ms; fonts and the page around settle late, and the place landed on moves with them

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const reader = readers.get(parentElement) ?? new Reader(parentElement);
  readers.set(parentElement, reader);
  const turn = reader.show(data, setTriggerValue);
  return () => {
    if (reader.turn !== turn) return; // an older call is cleaned up after a newer one has drawn
    reader.close();
    readers.delete(parentElement);
  };
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

class Reader {
  constructor(parent) {
    this.turn = 0;
    this.drawn = "";
    this.landed = "";
    this.timers = [];
    this.root = make("div", "reader");
    parent.append(this.root);
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("selectstart", (event) => this.selecting(event));
    this.scrolled = () => {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        this.follow();
      });
    };
    this.interrupted = () => this.stopLanding();
    this.selected = () => this.citation?.offer();
    document.addEventListener("selectionchange", this.selected);
    document.addEventListener("scroll", this.scrolled, { capture: true, passive: true });
    for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) window.addEventListener(type, this.interrupted, { capture: true, passive: true });
    this.sizes = new ResizeObserver(() => this.arrange());
    this.sizes.observe(this.root);
    document.fonts?.ready.then(() => this.arrange());
  }

  close() {
    this.stopLanding();
    this.sizes.disconnect();
    document.removeEventListener("selectionchange", this.selected);
    document.removeEventListener("scroll", this.scrolled, { capture: true });
    for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) window.removeEventListener(type, this.interrupted, { capture: true });
    this.root.remove();
  }

  show(data, send) {
    this.send = send;
    this.turn += 1;
    const drawing = JSON.stringify([data.view, data.notes, data.names, data.labels, data.source, data.found]);
    if (drawing !== this.drawn) this.draw(data);
    this.drawn = drawing;
    this.root.dataset.show = data.show.join(" ");
    this.marks.offer(data.show);
    this.arrange();
    this.aim(data);
    return this.turn;
  }

  // --- drawing ---

  draw({ view, notes, names, labels, source, found }) {
    this.labels = labels;
    this.units = new Map();
    this.entries = new Map();
    this.anchors = new Map();
    this.sentences = new Map();
    const before = this.marks?.key;
    this.marks = new Marks(names, labels);
    if (!found) this.marks.key = before;
    this.place = undefined;
    const text = make("article", "text");
    text.lang = "zh-CN";
    text.tabIndex = 0;
    text.setAttribute("aria-label", labels.text);
    text.setAttribute("aria-keyshortcuts", "n p j k q");
    const column = make("div", "column");
    this.citation = new Citation(column, text, labels, source);
    text.append(...view.paragraphs.map((paragraph) => this.paragraph(paragraph)));
    text.addEventListener("pointerover", (event) => this.number(event.target));
    this.notes = notes.map((note) => this.note(note));
    this.margin = make("div", "margin");
    column.prepend(...this.marks.bar(found, () => this.send("clear", true)), text);
    this.text = text;
    const focused = this.root.contains(this.root.getRootNode().activeElement);
    this.root.replaceChildren(...(view.outline.length ? [this.outline(view.outline)] : []), column, this.margin);
    if (focused) text.focus({ preventScroll: true });
    this.laid = undefined;
  }

  paragraph({ number, shape, level, runs }) {
    const tags = { title: "h2", heading: `h${Math.min(level + 2, 6)}` };
    const element = make(tags[shape] ?? "p", shape);
    if (level) element.dataset.level = level;
    element.dataset.number = number;
    if (shape !== "title" && shape !== "meta") element.append(this.citation.number(element, number));
    const sentences = new Set();
    let found, mark;
    for (const run of runs) {
      const piece = this.run(run);
      if (run.sentence !== undefined && run.text) {
        if (!sentences.has(run.sentence)) piece.dataset.first = sentences.size + 1;
        piece.sentence = sentences.add(run.sentence).size;
      }
      if (run.found === undefined) {
        element.append(piece);
        found = undefined;
        continue;
      }
      if (run.found !== found) {
        mark = make("mark");
        found = run.found;
        this.marks.add("found", "found", found, mark, "");
        element.append(mark);
      }
      mark.append(piece);
    }
    return element;
  }

  run({ text, sentence, kinds = [], units = [], notes = [], changes = [], places = [] }) {
    const piece = make("span", kinds.join(" "), text);
    for (const change of changes) this.marks.addChange(change, piece);
    for (const place of places) this.marks.addPlace(place, piece);
    if (sentence !== undefined) {
      if (!this.sentences.has(sentence)) this.sentences.set(sentence, []);
      this.sentences.get(sentence).push(piece);
    }
    for (const unit of units) this.units.set(unit, piece);
    for (const note of notes) {
      this.anchors.set(note, piece);
      piece.addEventListener("pointerenter", () => this.light(note, true));
      piece.addEventListener("pointerleave", () => this.light(note, false));
    }
    return piece;
  }

  // The paragraph's number says which sentence the pointer is on: 5·2 is the second of paragraph 5.
  number(piece) {
    const paragraph = piece.closest("[data-number]");
    const button = paragraph?.querySelector(".number");
    if (this.numbered && this.numbered !== button) this.numbered.dataset.n = this.numbered.parentElement.dataset.number;
    if (button) button.dataset.n = piece.sentence ? `${paragraph.dataset.number}·${piece.sentence}` : paragraph.dataset.number;
    this.numbered = button;
  }

  outline(entries) {
    const box = make("details", "outline");
    const summary = make("summary");
    this.here = make("span", "here");
    this.here.lang = "zh-CN";
    summary.append(make("span", "name", this.labels.outline), this.here);
    const nav = make("nav");
    nav.setAttribute("aria-label", this.labels.outline);
    for (const { unit, level, style, role, label } of entries) {
      const entry = make("button", `entry ${role} ${style}`, label || this.labels[role]);
      entry.type = "button";
      entry.dataset.level = level;
      if (label) entry.lang = "zh-CN";
      if (style === "inline") entry.title = label; // long ones are cut after two lines
      entry.addEventListener("click", () => this.go(this.units.get(unit), "start"));
      this.entries.set(unit, entry);
      nav.append(entry);
    }
    box.append(summary, nav);
    this.box = box;
    return box;
  }

  note({ id, form, lines, items, go }) {
    const element = make("aside", "note");
    const name = make("span", "form", form);
    name.lang = "zh-CN";
    element.append(name, ...lines.map((line) => make("span", "line", line)));
    if (go) {
      const button = make("button", "go", go.label);
      button.type = "button";
      button.addEventListener("click", () => {
        if (go.speech) this.send("open", { speech: go.speech, sentence: go.sentence });
        else this.go(this.sentences.get(go.sentence)?.[0], "center");
      });
      element.append(button);
    }
    if (items.length) {
      const list = make("ul");
      list.lang = "zh-CN";
      list.append(...items.map((item) => make("li", "", item)));
      element.append(list);
    }
    element.addEventListener("pointerenter", () => this.light(id, true));
    element.addEventListener("pointerleave", () => this.light(id, false));
    return { id, element };
  }

  light(note, on) {
    this.anchors.get(note)?.classList.toggle("lit", on);
    this.notes[note]?.element.classList.toggle("lit", on);
  }

  // --- where things stand ---

  arrange() {
    if (!this.text) return;
    const width = this.root.clientWidth;
    const mode = width >= WITH_OUTLINE ? "wide" : width >= WIDE ? "middle" : "narrow";
    if (mode !== this.laid) {
      this.laid = mode;
      this.root.dataset.mode = mode;
      if (this.box) this.box.open = mode === "wide";
      for (const { id, element } of this.notes) {
        element.style.top = "";
        if (mode === "narrow") this.below(this.anchors.get(id), element);
        else this.margin.append(element);
      }
    }
    if (mode !== "narrow") this.level();
    this.follow();
  }

  below(anchor, element) {
    let after = anchor?.closest("[data-number]");
    while (after?.nextElementSibling?.classList.contains("note")) after = after.nextElementSibling;
    after?.after(element);
  }

  // A note's first line stands level with the line of its anchor, unless the note above needs the place.
  level() {
    const top = this.margin.getBoundingClientRect().top;
    const places = this.notes.map(({ id, element }) => {
      const line = this.anchors.get(id)?.getClientRects()[0];
      const head = element.firstElementChild.getBoundingClientRect();
      const inset = head.top - element.getBoundingClientRect().top + head.height / 2;
      return { element, at: line ? line.top + line.height / 2 - top - inset : 0, height: element.offsetHeight };
    });
    let free = 0;
    for (const { element, at, height } of places) {
      const place = Math.max(at, free);
      element.style.top = `${Math.round(place)}px`;
      if (height) free = place + height + GAP;
    }
    this.margin.style.minHeight = `${Math.ceil(free)}px`;
  }

  // The outline shows the unit whose beginning was passed last; on landing, the one landed in.
  follow() {
    if (!this.entries?.size) return;
    const first = this.holding ? this.aimed[0].getClientRects()[0] : undefined;
    const line = first ? first.top + first.height / 2 : Math.min(window.innerHeight * 0.3, 260);
    // Units begin one below the other, so the one is found in a few steps however many there are.
    const units = [...this.units];
    let [passed, below] = [0, units.length];
    while (below - passed > 1) {
      const middle = (passed + below) >> 1;
      if (units[middle][1].getBoundingClientRect().top > line) below = middle;
      else passed = middle;
    }
    const place = units[passed]?.[0];
    if (place === this.place) return;
    this.entries.get(this.place)?.removeAttribute("aria-current");
    const entry = this.entries.get(place);
    this.place = place;
    if (!entry) return;
    entry.setAttribute("aria-current", "location");
    this.here.textContent = entry.textContent;
    const list = entry.parentElement;
    const room = list.clientHeight;
    if (entry.offsetTop < list.scrollTop || entry.offsetTop + entry.offsetHeight > list.scrollTop + room) {
      list.scrollTop = entry.offsetTop - room / 3;
    }
  }

  // --- going there ---

  aim({ view, target }) {
    for (const piece of this.aimed ?? []) piece.classList.remove("target");
    this.aimed = this.sentences.get(target) ?? [];
    for (const piece of this.aimed) piece.classList.add("target");
    const landing = this.aimed.length ? `${view.speech}.${target}` : view.speech;
    if (landing === this.landed) return;
    this.landed = landing;
    this.stopLanding();
    if (!this.aimed.length) return;
    const place = this.aimed[0];
    this.holding = true;
    this.timers = RETURNS.map((after) => setTimeout(() => place.scrollIntoView({ block: "center" }), after));
  }

  stopLanding() {
    this.holding = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  go(element, block) {
    if (!element) return;
    if (this.laid !== "wide" && this.box) this.box.open = false;
    element.scrollIntoView({ block, behavior: gently() });
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = { n: () => this.marks.move(1), p: () => this.marks.move(-1), q: () => this.citation.copySelection(this.marks.at?.pieces[0] ?? this.aimed?.[0]) };
    const done = { ...act, j: act.n, k: act.p }[event.key];
    if (!done || event.composedPath()[0].localName === "select") return; // letters choose there
    event.preventDefault();
    event.stopPropagation();
    done();
  }

  // What is selected from the text on is the text alone; a note can be selected by itself.
  selecting(event) {
    const from = event.composedPath().find((node) => node.classList?.contains("note"));
    this.root.toggleAttribute("data-note-selected", Boolean(from));
  }
}
