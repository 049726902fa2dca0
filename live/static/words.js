// The component's texts in the language of the page. English is written where it is used; what the page's table
// does not know stays English.

let words = {};
const READ_OUT = ["title", "aria-label", "alt"];
// What a document said before it was translated, by its root: an element can be mounted more than once.
const originals = new WeakMap();

/** Mark a text for the catalogue that is looked up where it is shown. */
export const N_ = (text) => text;

export function setWords(table) {
  words = table ?? {};
}

/** Give a text; `{name}` in it stands for a value. */
export function t(text, values = {}) {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Translate what stands in the document from the beginning. */
export function translateDocument(root) {
  if (!originals.has(root)) originals.set(root, writtenTexts(root));
  for (const { text, write } of originals.get(root)) write(t(text));
}

function writtenTexts(root) {
  const found = [];
  const take = (text, write) => /[A-Za-z]/.test(text) && found.push({ text: text.trim().replace(/\s+/g, " "), write });
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    take(node.data, (text) => { node.data = text; });
  }
  for (const name of READ_OUT) {
    const attributed = [root, ...root.querySelectorAll(`[${name}]`)].filter((element) => element.hasAttribute(name));
    for (const element of attributed) take(element.getAttribute(name), (text) => element.setAttribute(name, text));
  }
  return found;
}
