import { describe, expect, it } from 'vitest';
import { readAssignments } from '../../src/convert/shell/read-assignments.ts';
import { textFile } from '../../src/convert/text-file.ts';
import { ConversionError, type StateFault } from '../../src/model/errors.ts';

/** The variables that a text sets: texts unchanged, arrays as `kind: key=value …`. */
function read(text: string): Readonly<Record<string, string>> {
  const variables = readAssignments(textFile('meta/one', text));
  return Object.fromEntries(
    [...variables].map(([name, variable]) => {
      if (variable.kind === 'text') return [name, variable.value.text];
      const entries = [...variable.entries].map(([key, value]) => `${key}=${value.text}`);
      return [name, [`${variable.kind}:`, ...entries].join(' ')];
    }),
  );
}

function errorOf(text: string): StateFault {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConversionError && error.faults[0]) return error.faults[0];
    throw error;
  }
  throw new Error(`no error in ${JSON.stringify(text)}`);
}

describe('assignments are read as bash reads them', () => {
  it.each([
    ['a=1', { a: '1' }],
    ['a=', { a: '' }],
    ['a=1 b=2; c=3', { a: '1', b: '2', c: '3' }],
    ['# a comment\n\n  a=1 # another\n', { a: '1' }],
    ['a=not#a#comment', { a: 'not#a#comment' }],
    [`a='$b "c" \\'`, { a: '$b "c" \\' }],
    ['a="b \\"c\\" \\$d \\e"', { a: 'b "c" $d \\e' }],
    [`a="b"'c'd\\ e`, { a: 'bcd e' }],
    ['a="one\ntwo"', { a: 'one\ntwo' }],
    ['a=one\\\ntwo', { a: 'onetwo' }],
    ['a="one\\\ntwo"', { a: 'onetwo' }],
    [`a=$'tab\\there'`, { a: 'tab\there' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=x$ b="$"', { a: 'x$', b: '$' }],
    ['a=*.img', { a: '*.img' }],
    ['a=x\u00a0y b=x\u2003y', { a: 'x\u00a0y', b: 'x\u2003y' }],
    ['a=x\fy b=x\ry', { a: 'x\fy', b: 'x\ry' }],
    ['export a=1 b', { a: '1' }],
    ['readonly a=1', { a: '1' }],
    ['a=1\na=2', { a: '2' }],
  ])('assignments are read as bash reads them: %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['declare -A p=([comment]="a b" [k]=v)', { p: 'associative: comment=a b k=v' }],
    ['declare -A p=(\n  ["dc:title"]="x" # why\n  [y]=\\\n"z"\n)', { p: 'associative: dc:title=x y=z' }],
    ['declare -A p\np[a]=1\np["b c"]=2', { p: 'associative: a=1 b c=2' }],
    [`p[0]='K=V'\np[2]="L=W"`, { p: 'indexed: 0=K=V 2=L=W' }],
    ['p=(one "two three" [7]=seven eight)', { p: 'indexed: 0=one 1=two three 7=seven 8=eight' }],
    ['x=a\u00a0b\np=($x c\u00a0d)', { x: 'a\u00a0b', p: 'indexed: 0=a\u00a0b 1=c\u00a0d' }],
    ['declare -A p=([__proto__]=x)', { p: 'associative: __proto__=x' }],
  ])('assignments of arrays are read as bash reads them: %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('variables', () => {
  it('variables of a shell file are filled in when they are set above', () => {
    expect(read(`a=1\nb="$a-\${a}"\nc='$a'`)).toEqual({ a: '1', b: '1-1', c: '$a' });
  });

  it('variables of a shell file are filled in when an earlier file sets them', () => {
    const before = readAssignments(textFile('glancepushrc', 'arch=x86_64'));
    const after = readAssignments(textFile('meta/one', `name=SL-\${arch}`), { before });
    expect(after.get('name')).toMatchObject({ value: { text: 'SL-x86_64', unset: null } });
  });

  it('variables of a shell file that are unset make the text unknown, and every text that refers to that', () => {
    const variables = readAssignments(textFile('meta/one', 'a="x $arch"\nb=$a'));
    expect(variables.get('a')).toMatchObject({ value: { unset: 'arch' } });
    expect(variables.get('b')).toMatchObject({ value: { unset: 'a' } });
  });

  it('variables of a shell file cannot fill the memory by doubling', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `a${index + 1}=$a${index}$a${index}`);
    expect(errorOf(['a0=0123456789', ...lines].join('\n')).message).toContain('references add more than');
  });
});

describe('syntax that bash would execute is refused at its place', () => {
  it.each([
    ['a=1\nb=$(id)', 2, 3, 'needs a command'],
    ['a="`id`"', 1, 4, 'needs a command'],
    ['a="$(id)"', 1, 4, 'needs a command'],
    ['source /etc/rc', 1, 1, 'not an assignment'],
    ['. /etc/rc', 1, 1, 'not an assignment'],
    ['a=b rm -rf /', 1, 5, 'not an assignment'],
    ['[ -n "$a" ] && b=c', 1, 1, 'not an assignment'],
    ['if true; then a=b; fi', 1, 1, 'not an assignment'],
    ['f() { :; }', 1, 1, 'not an assignment'],
    ['a+=b', 1, 1, 'not an assignment'],
    ['a=b | c', 1, 5, 'not an assignment'],
    ['a=b|c', 1, 4, 'unquoted "|"'],
    ['a=<(id)', 1, 3, 'unquoted "<"'],
    ['a=b&', 1, 4, 'unquoted "&"'],
    ['a=$((1+1))', 1, 3, 'arithmetic'],
    [`a=\${b:-c}`, 1, 3, `only \${NAME}`],
    ['a=$1', 1, 3, 'the process that reads the file'],
    ['a=~/images', 1, 3, 'begins with ~'],
    ['a=(1)\nb=$a', 2, 5, 'an array'],
    ['a[i]=1', 1, 2, 'whole numbers'],
    ['declare -A a=(b c)', 1, 15, 'needs [key]'],
    ['declare -i a=1', 1, 9, 'only the options'],
    ['a=(*.img)', 1, 4, 'several words'],
    ['b="x y"\na=($b)', 2, 4, 'several words'],
    ['a="b', 1, 3, 'never closed'],
    [`a='b`, 1, 3, 'never closed'],
    ['a=(b', 1, 3, 'never closed'],
    ['a=(b)c', 1, 6, 'blank or the end of the line'],
  ])('syntax that bash would execute is refused at its place: %j', (text, line, column, message) => {
    const error = errorOf(text);
    expect(error.message).toContain(message);
    expect(error.at).toEqual({ file: 'meta/one', line, column });
    expect(error.hint).not.toBeNull();
  });

  it('syntax that bash would execute is shown with its line, except in a file that may hold passwords', () => {
    expect(errorOf('a=$(id) # why').excerpt).toBe('a=$(id) # why');
    expect(() => readAssignments(textFile('clouds/prod', 'password=x|y'), { mayShow: false })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ excerpt: '' })] }),
    );
  });
});
