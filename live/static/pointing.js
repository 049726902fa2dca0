// Who is meant among several people, without a pointer: a mark on the picture that arrow keys move.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.04;

export class Pointing {
  /** `choose({ clientX, clientY })` is told the place of the mark. */
  constructor(root, choose) {
    this.mark = root.querySelector(".mark");
    this.place = [0.5, 0.5];
    this.mark.addEventListener("keydown", (event) => this.#move(event));
    this.mark.addEventListener("click", (event) => {
      event.stopPropagation(); // the picture would take the place of the pointer
      const box = this.mark.getBoundingClientRect();
      choose({ clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
    });
  }

  #move(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    this.place = this.place.map((share, axis) => Math.min(0.98, Math.max(0.02, share + STEP * step[axis])));
    this.mark.style.left = `${100 * this.place[0]}%`;
    this.mark.style.top = `${100 * this.place[1]}%`;
  }
}
