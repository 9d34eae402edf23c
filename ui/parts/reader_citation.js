// Copying with citation: the selected text, or a paragraph, with the speech's title, date and the number of the paragraph.

const SAID_FOR = 3000; // ms
const SHOWN = 24; // characters of what was copied that are said

class Citation {
  constructor(column, text, labels, source) {
    Object.assign(this, { column, text, labels, source });
    this.button = make("button", "cite", labels.cite);
    this.button.type = "button";
    this.button.hidden = true;
    this.button.addEventListener("pointerdown", (event) => event.preventDefault()); // else the selection goes
    this.button.addEventListener("click", () => this.copySelection());
    this.said = make("div", "said");
    this.said.setAttribute("role", "status");
    column.append(this.button, this.said);
  }

  // The number of a paragraph, in the margin; a click copies the paragraph.
  number(element, number) {
    const button = make("button", "number");
    button.type = "button";
    button.dataset.n = number;
    button.title = filled(this.labels.number, { n: number });
    button.tabIndex = -1; // hundreds of stops for the tabulator; the key q does the same
    button.setAttribute("aria-hidden", "true");
    button.addEventListener("click", () => this.copy([{ n: number, text: element.textContent.trim() }]));
    return button;
  }

  selection() {
    const root = this.text.getRootNode();
    const selection = (root.getSelection ?? document.getSelection).call(root.getSelection ? root : document);
    if (!selection?.rangeCount || selection.isCollapsed) return undefined;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(this.text) ? range : undefined;
  }

  // What is selected of each paragraph; notes and numbers are no part of it.
  quoted(range) {
    const parts = [];
    for (const paragraph of this.text.querySelectorAll("[data-number]")) {
      if (!range.intersectsNode(paragraph)) continue;
      const part = document.createRange();
      part.selectNodeContents(paragraph);
      if (paragraph.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
      if (paragraph.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
      const text = part.toString().trim();
      if (text) parts.push({ n: Number(paragraph.dataset.number), text });
    }
    return parts;
  }

  // The button stands below the end of the selection.
  offer() {
    const range = this.selection();
    const parts = range ? this.quoted(range) : [];
    this.button.hidden = !parts.length;
    if (!parts.length) return;
    const last = [...range.getClientRects()].at(-1);
    if (!last) return;
    const column = this.column.getBoundingClientRect();
    const left = Math.min(last.right - column.left, column.width - this.button.offsetWidth);
    this.button.style.left = `${Math.max(0, Math.round(left))}px`;
    this.button.style.top = `${Math.round(last.bottom - column.top + 6)}px`;
  }

  // With nothing selected: the paragraph of the mark stepped to, or of the sentence a link led to, otherwise the first in sight.
  copySelection(piece) {
    const range = this.selection();
    const parts = range ? this.quoted(range) : [];
    if (parts.length) return this.copy(parts);
    const paragraphs = [...this.text.querySelectorAll("[data-number]")];
    const one = piece?.closest("[data-number]") ?? paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > 160);
    return one && this.copy([{ n: Number(one.dataset.number), text: one.textContent.trim() }]);
  }

  async copy(parts) {
    const [first, last] = [parts[0].n, parts.at(-1).n];
    const text = nested(parts.map((part) => part.text).join("\n"));
    const fields = { text, source: this.source, n: first, from: first, to: last };
    const done = await toClipboard(filled(first === last ? this.labels.cite_one : this.labels.cite_many, fields));
    this.said.textContent = done ? filled(this.labels.cited, { text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text }) : this.labels.cite_failed;
    this.button.hidden = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.said.replaceChildren(), SAID_FOR);
  }
}

// Quotes within quotes are single ones (GB/T 15834-2011, 4.8.3).
function nested(text) {
  return text.replaceAll("‘", "“").replaceAll("’", "”").replace(/“([^“”]*)”/g, "‘$1’");
}

// A page that is not served from this machine or by https has no clipboard but the old one.
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    field.style.cssText = "position: fixed; opacity: 0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
