export interface LineReader {
  /** Lines longer than the limit, passed over. */
  readonly overlong: number;
  /** Takes the next piece of text, cut anywhere; `visit` gets each line without its end, empty ones not. */
  push(text: string, visit: (line: string) => void): void;
  /** Gives out the last line, which need not end. */
  end(visit: (line: string) => void): void;
}

/** Splits a stream of text (AVR, SBS) into lines. Holds at most one unfinished line of `lengthMax`. */
export function createLineReader(lengthMax = 1024): LineReader {
  let rest = '';
  let skipping = false;
  let overlong = 0;

  function give(line: string, visit: (line: string) => void): void {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text.length > lengthMax) overlong++;
    else if (text !== '') visit(text);
  }

  return {
    get overlong() {
      return overlong;
    },
    push(text, visit) {
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const piece = text.slice(from, end);
        from = end + 1;
        if (!skipping) give(rest + piece, visit);
        rest = '';
        skipping = false;
      }
      if (skipping) return;
      rest += text.slice(from);
      if (rest.length > lengthMax) {
        rest = '';
        skipping = true;
        overlong++;
      }
    },
    end(visit) {
      give(rest, visit);
      rest = '';
      skipping = false;
    },
  };
}
