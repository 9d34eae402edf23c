// What is marked in the text, in the order of the text: the bar above it steps from place to place and says what each is.

const VISIBLE = /^[\p{L}\p{N}\p{P}\p{S}]$/u;
const MOST = 120; // characters of what was taken out are told

class Marks {
  constructor(names, labels) {
    this.names = names;
    this.labels = labels;
    this.places = new Map();
    this.key = "";
    this.current = -1;
  }

  add(key, group, id, piece, tip) {
    const number = `${group}.${id}`;
    if (!this.places.has(number)) this.places.set(number, { key, group, tip, pieces: [] });
    this.places.get(number).pieces.push(piece);
  }

  // An edit shows what stood there behind its last character, however many pieces it lies in.
  addChange(change, piece) {
    const tip = this.told(change);
    this.add(`repair:${change.kind}`, "repairs", change.id, piece, tip);
    piece.classList.add(change.shown ? "repair" : "counted-as");
    piece.title = piece.title ? `${piece.title}\n${tip}` : tip;
    if (!piece.textContent) piece.classList.add("point");
    for (const other of this.places.get(`repairs.${change.id}`).pieces) delete other.dataset.other;
    if (change.read) piece.dataset.other = visible(change.shown ? change.was : change.read);
  }

  addPlace({ id, group, kind }, piece) {
    const key = { slogan: "slogan", stage: kind === "speaker" ? "speaker" : "stage", remark: `remark:${kind}` }[group];
    const tip = group === "remark" ? this.labels.noticed.replace("{kind}", () => this.names[key]) : "";
    this.add(key, { slogan: "slogans", remark: "remarks" }[group] ?? group, id, piece, tip);
    piece.classList.add(group === "stage" ? key : group);
    if (tip) piece.title = piece.title ? `${piece.title}\n${tip}` : tip;
  }

  told({ kind, was, read, shown }) {
    const said = { kind: this.names[`repair:${kind}`], was: visible(was), read: visible(read) };
    const label = !shown ? "counted_as" : read ? "changed" : "taken_out";
    return filled(this.labels[label], said);
  }

  // --- the bar ---

  bar(found, clear) {
    this.found = found;
    if (!found && !this.places.size) return [];
    const bar = make("div", "finder");
    bar.setAttribute("role", "search");
    this.select = make("select");
    this.select.setAttribute("aria-label", this.labels.stepping);
    this.select.addEventListener("change", () => this.choose(this.select.value));
    this.step = make("span", "step");
    this.step.setAttribute("role", "status");
    const button = (name, sign, act) => {
      const element = make("button", name, sign);
      element.type = "button";
      element.title = this.labels[name];
      element.setAttribute("aria-label", this.labels[name]);
      element.addEventListener("click", act);
      return element;
    };
    this.buttons = [button("previous", "↑", () => this.move(-1)), button("next", "↓", () => this.move(1))];
    bar.append(this.select, this.step, ...this.buttons);
    if (found) bar.append(button("clear", "×", clear));
    this.tip = make("div", "tip", this.labels.keys);
    bar.append(this.tip);
    return [bar];
  }

  // Offer what is there to step through; what was chosen stays so while there is any of it.
  offer(show) {
    this.show = show;
    if (!this.select) return;
    const counts = new Map();
    for (const { key } of this.places.values()) counts.set(key, (counts.get(key) ?? 0) + 1);
    const options = this.found ? [["found", this.found.label]] : [];
    const all = this.stops("all").length;
    const option = (label, n) => filled(this.labels.option, { label, n });
    if (all) options.push(["all", option(this.labels.all, all)]);
    for (const key of Object.keys(this.names)) if (counts.has(key)) options.push([key, option(this.names[key], counts.get(key))]);
    const drawn = JSON.stringify(options);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.select.replaceChildren(...options.map(([value, label]) => Object.assign(make("option", "", label), { value })));
    this.choose(options.some(([value]) => value === this.key) ? this.key : options[0]?.[0]);
  }

  choose(key) {
    this.key = key;
    this.select.value = key;
    this.leave();
    for (const { key: own, pieces } of this.places.values()) for (const piece of pieces) piece.classList.toggle("on", own === key);
    const none = !this.stops(key).length;
    for (const button of this.buttons) button.disabled = none;
  }

  stops(key = this.key) {
    const places = [...this.places.values()];
    return key === "all" ? places.filter(({ group }) => this.show.includes(group)) : places.filter((place) => place.key === key);
  }

  leave() {
    for (const piece of this.at?.pieces ?? []) piece.classList.remove("current");
    this.at = undefined;
    this.current = -1;
    this.step.textContent = "";
    this.tell(this.labels.keys, false);
  }

  tell(tip, told) {
    this.tip.textContent = tip;
    this.tip.classList.toggle("told", told);
  }

  move(by) {
    if (!this.select) return;
    const stops = this.stops();
    if (!stops.length) return;
    let next = this.current + by;
    if (this.current < 0) {
      const below = stops.findIndex(({ pieces }) => pieces[0].getBoundingClientRect().top > 120);
      next = below < 0 ? (by > 0 ? 0 : stops.length - 1) : by > 0 ? below : below - 1;
    }
    this.leave();
    this.current = (next + stops.length) % stops.length;
    this.at = stops[this.current];
    for (const piece of this.at.pieces) piece.classList.add("current");
    this.at.pieces[0].scrollIntoView({ block: "center", behavior: gently() });
    this.step.textContent = filled(this.labels.step, { i: this.current + 1, n: stops.length });
    if (this.at.tip) this.tell(this.at.tip, true);
  }
}

// Characters that are not seen are named by their codes.
function visible(text) {
  const said = [];
  for (const character of text.length > MOST ? `${text.slice(0, MOST)}…` : text) {
    const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    const shown = VISIBLE.test(character) || character === " " ? character : character === "\n" ? "⏎" : `[${code}]`;
    const last = said.at(-1);
    if (last?.shown === shown && shown.length > 1) last.n += 1;
    else said.push({ shown, n: 1 });
  }
  return said.map(({ shown, n }) => (n > 1 ? `${shown}×${n}` : shown)).join("");
}

// Every field at once, so that what is filled in is never read as a field.
function filled(template, fields) {
  return template.replace(/\{(\w+)\}/g, (field, name) => (name in fields ? fields[name] : field));
}

function gently() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
