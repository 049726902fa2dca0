// The panel "What the camera sees". The coach tells it once a second; while it is closed nothing is written.

export class Sees {
  constructor(root) {
    this.panel = root.querySelector(".sees");
    this.parts = [
      { list: root.querySelector(".sees-rows"), of: "rows", write: rowParts },
      { list: root.querySelector(".sees-measured"), of: "measured", write: measuredParts },
      { list: root.querySelector(".sees-missing"), of: "not_measured", write: missingParts },
    ];
    this.newest = null;
    this.panel.addEventListener("toggle", () => this.#write());
  }

  /** An answer without it keeps the last. */
  show(sees) {
    if (!sees) return;
    this.newest = sees;
    this.#write();
  }

  #write() {
    if (!this.panel.open || !this.newest) return;
    for (const { list, of, write } of this.parts) this.#fill(list, this.newest[of], write);
    this.panel.querySelector(".sees-none").hidden = this.newest.measured.length > 0;
  }

  /** Lines keep their place in the document, so that a reader does not lose theirs. */
  #fill(list, lines, write) {
    const ids = lines.map(({ id }) => id).join(" ");
    if (list.dataset.ids !== ids) {
      list.dataset.ids = ids;
      list.replaceChildren(...lines.map(({ id }) => seesLine(id)));
    }
    lines.forEach((line, index) => {
      const element = list.children[index];
      const texts = write(line);
      [...element.children].forEach((part, at) => {
        if (part.textContent !== texts[at]) part.textContent = texts[at];
      });
      element.classList.toggle("warning", Boolean(line.warning));
    });
  }
}

function seesLine(id) {
  const line = document.createElement("li");
  line.dataset.id = id;
  for (const name of ["name", "value", "note"]) {
    line.append(Object.assign(document.createElement("span"), { className: `sees-${name}` }));
  }
  return line;
}

function rowParts({ name, value, note }) {
  return [name, value, note];
}

function measuredParts({ name, deg, error }) {
  return [name, error === null ? `${deg}°` : `${deg}° ± ${error}°`, ""];
}

function missingParts({ name, why }) {
  return [name, why, ""];
}
