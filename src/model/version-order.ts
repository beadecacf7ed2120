/**
 * Orders two version texts: negative when `a` is the lower one, 0 when they are equal, positive when it is the higher.
 *
 * The rule is vmcatcher's (`stringsort.py`): a text is cut at each of `-` `,` `.` `/`, the separators kept; where two
 * versions first differ, numbers are compared as numbers, a number is higher than anything else, and other pieces are
 * cut again at their digits and compared in the same way (`rc9` is lower than `rc10`). Of two versions that agree as
 * far as the shorter one goes, the longer is the higher. Unlike there, `01` and `1` are equal and do not end the
 * comparison.
 */
export function compareVersions(a: string, b: string): number {
  return comparePieces(a.split(/([-,./])/), b.split(/([-,./])/), (left, right) =>
    comparePieces(left.split(/([0-9]+)/), right.split(/([0-9]+)/), (x, y) => (x < y ? -1 : x > y ? 1 : 0)),
  );
}

type Comparison = (a: string, b: string) => number;

function comparePieces(a: readonly string[], b: readonly string[], compareTexts: Comparison): number {
  const left = a.filter((piece) => piece !== '');
  const right = b.filter((piece) => piece !== '');
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePiece(piece, other, compareTexts);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function comparePiece(a: string, b: string, compareTexts: Comparison): number {
  if (a === b) return 0;
  const isNumber = [a, b].map((piece) => /^[0-9]+$/.test(piece));
  if (isNumber[0] && isNumber[1]) return compareNumbers(a, b);
  if (isNumber[0]) return 1;
  if (isNumber[1]) return -1;
  return compareTexts(a, b);
}

/** Of any length: a version may hold more digits than a number can. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((digits) => digits.replace(/^0+/, '')) as [string, string];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
