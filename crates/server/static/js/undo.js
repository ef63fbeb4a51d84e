// What was changed last, so that one key takes it back.

/** A list of changes, each with `from` and `to`; the newest goes first. */
export class UndoList {
  #changes = [];

  /** Remembers a change. */
  push(change) {
    this.#changes.push(change);
  }

  /** Takes the newest change off the list; undefined when there is none. */
  pop() {
    return this.#changes.pop();
  }

  /** Forgets the changes of one cell: somebody else has rated it. */
  forget(cell) {
    this.#changes = this.#changes.filter((change) => change.cell !== cell);
  }

  get empty() {
    return this.#changes.length === 0;
  }
}
