// Calculates what is typed into a calculator: numbers, + - × ÷ ^ % ( ), and functions of the scientific one.

const FUNCTIONS = {
  sqrt: Math.sqrt,
  ln: Math.log,
  log: Math.log10,
  abs: Math.abs,
  sin: (x, angle) => Math.sin(x * angle),
  cos: (x, angle) => Math.cos(x * angle),
  tan: (x, angle) => Math.tan(x * angle),
};
const CONSTANTS = { pi: Math.PI, e: Math.E };
const DEEPEST = 100;

/** The value of `text`, angles in degrees unless `radians`; null where it has none. */
export function calculate(text, { scientific = false, radians = false } = {}) {
  const tokens = tokensOf(text);
  if (!tokens) return null;
  const angle = radians ? 1 : Math.PI / 180;
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at];
  const take = (sign) => (peek() === sign ? ((at += 1), true) : false);

  function sum() {
    let value = product();
    for (;;) {
      if (take("+")) value += product();
      else if (take("-")) value -= product();
      else return value;
    }
  }
  function product() {
    let value = signed();
    for (;;) {
      if (take("*")) value *= signed();
      else if (take("/")) value /= signed();
      else if (peek() === "(" || /^[a-z√]/.test(peek() ?? "")) value *= signed();
      else return value;
    }
  }
  function signed() {
    if ((depth += 1) > DEEPEST) throw new RangeError("too deep");
    const value = take("-") ? -signed() : take("+") ? signed() : power();
    depth -= 1;
    return value;
  }
  function power() {
    const base = percent();
    return take("^") ? base ** signed() : base;
  }
  function percent() {
    let value = atom();
    while (take("%")) value /= 100;
    return value;
  }
  function atom() {
    const token = tokens[at++];
    if (token === "(") {
      const value = sum();
      if (!take(")") && at < tokens.length) throw new SyntaxError("bracket");
      return value;
    }
    if (/^[\d.]/.test(token ?? "")) return Number(token);
    if (token === "√") return Math.sqrt(signed());
    if (scientific && Object.hasOwn(CONSTANTS, token ?? "")) return CONSTANTS[token];
    if (scientific && Object.hasOwn(FUNCTIONS, token ?? "") && peek() === "(") return FUNCTIONS[token](atom(), angle);
    throw new SyntaxError("token");
  }
  try {
    const value = sum();
    return at === tokens.length && Number.isFinite(value) ? rounded(value) : null;
  } catch {
    return null;
  }
}

/** Twelve figures: 0.1 + 0.2 is 0.3 for whoever asks a calculator. */
function rounded(value) {
  return Number(value.toPrecision(12));
}

function tokensOf(text) {
  const plain = text
    .toLowerCase()
    .replace(/[×·]/g, "*")
    .replace(/[÷:]/g, "/")
    .replace(/[−–]/g, "-")
    .replace(/π/g, "pi")
    .replace(/²/g, "^2")
    .replace(/³/g, "^3")
    .replace(/,/g, ".")
    .replace(/\s+/g, "");
  if (plain === "" || plain.length > 200) return null;
  const tokens = plain.match(/\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|[a-z]+|[-+*/^%()√]/g) ?? [];
  return tokens.join("") === plain ? tokens : null;
}
