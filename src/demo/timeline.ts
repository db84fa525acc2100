/** Things that happen, as three growing columns: when, to whom, and a small code that their writer understands. */
export class Timeline {
  length = 0;
  at = new Uint32Array(1024);
  who = new Uint32Array(1024);
  code = new Uint32Array(1024);

  push(at: number, who: number, code: number): void {
    if (this.length === this.at.length) {
      this.at = grown(this.at);
      this.who = grown(this.who);
      this.code = grown(this.code);
    }
    this.at[this.length] = at;
    this.who[this.length] = who;
    this.code[this.length] = code;
    this.length++;
  }

  /** Positions in order of time; equal times keep the order in which they were pushed. */
  inOrder(): Uint32Array {
    const room = 2 ** 22;
    if (this.length > room) throw new Error(`a timeline holds at most ${room} entries, got ${this.length}`);
    const keys = new Float64Array(this.length);
    for (let i = 0; i < this.length; i++) keys[i] = this.at[i]! * room + i;
    return Uint32Array.from(keys.sort(), (key) => key % room);
  }
}

function grown(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(column.length * 2);
  wider.set(column);
  return wider;
}
