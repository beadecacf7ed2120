import { describe, expect, it } from 'vitest';
import { formatFaults } from '../../src/report/format-errors.ts';
import { errorsOf, imageState } from './load-text.ts';

const SECRET = 'hunter22';

function identity(lines: string): string {
  const indented = lines.split('\n').map((line) => `      ${line}`);
  return `glance:\n  server:\n    identity:\n      host: keystone.example\n${indented.join('\n')}\n`;
}

/** All messages about a state, as text and as JSON. */
async function shownOf(text: string): Promise<string> {
  const errors = await errorsOf(text);
  expect(errors.length).toBeGreaterThan(0);
  return formatFaults(errors) + JSON.stringify(errors);
}

describe('messages do not show a secret', () => {
  it.each([
    'pasword: hunter22',
    'passwort: hunter22',
    'Password: hunter22',
    'pass-word: hunter22',
    'credential: hunter22',
    'pw: hunter22',
    'login: "hunter22"',
    'secrets: [hunter22, hunter22]',
    'keystone: {admin: hunter22}',
    'pw: |\n  hunter22\n  hunter22',
    'pw: &x hunter22\nuser: [*x]',
    'pasword:hunter22',
    'password=hunter22',
    '{password:hunter22}',
    '"password: hunter22"',
    'password hunter22: x',
    'pw: hunter22\npw: hunter22',
    'port: x\npasword: hunter22',
    'user: {name: glance, pw: hunter22}',
    'password: hunter,hunter22: x',
    'password: "hunter22',
    "password: 'hunter22",
  ])('messages do not show a secret under a key of the identity section: %s', async (lines) => {
    expect(await shownOf(identity(lines))).not.toContain(SECRET);
  });

  it.each([
    'glance:\n  server:\n    identity:\n      host: glance:hunter22@keystone.example',
    'glance: {server: {identity: {host: h, colour: 3, colour: 4, pw: hunter22}}}',
    'glance: {server: {identity: {host: 3, pasword: hunter22, x: y}}}',
    'glance: {server: {identity: {host: h, "password:hunter22"}}}',
    'glance: {server: {identity: &i {host: h, pw: hunter22}, defaults: *i}}',
    'x: &i {pw: hunter22, tokn: hunter22}\nglance: {server: {identity: {<<: *i, host: 3}}}',
    'glance: {client: {identity: {admin: {pw: hunter22, image: {a: {colour: red}}}}}}',
    'glance: {server: {pasword: hunter22, images: [{name: x, colour: red}]}}',
    'glance: {server: {identity: {host: h, pw: hunter22}}}\n---\nglance: {server: {identity: {pw: hunter22x}}}',
    imageState('source: {url: https://h/x, auth: {user: u, pw: hunter22}}'),
    imageState('source: {url: https://h/x, auth: {tokn: hunter22}}'),
    imageState('source: "https://h/x?sig=hunter22 "'),
    imageState('source: https://h/x?sig=hunter22\nlocation: https://h/y?sig=hunter22'),
    imageState('source: [https://h/x?sig=hunter22, https://i/x?sig=hunter22]'),
    imageState('source: [https://h/x?sig=hunter22, {url: https://i/x, auth: {user: u, pw: hunter22}}]'),
    imageState('source: [https://h/x, [https://i/x?sig=hunter22]]'),
    imageState('source: [https://u:hunter22@h/x, {url: https://i/x, auth: {token: hunter22}}]'),
    imageState('format: https://h/x?sig=hunter22'),
  ])('messages do not show a secret in any section: %s', async (text) => {
    expect(await shownOf(text)).not.toContain(SECRET);
  });
});

describe('messages show a value that is not secret', () => {
  it.each([
    ['port: five', 'port: five'],
    [`password: \${OS_PASWORD}`, `password: \${OS_PASWORD}`],
    ['user: 3', 'user: 3'],
    ['region: {a: RegionOne}', 'region:'],
  ])('messages show a value that is not secret of the identity section: %s', async (lines, shown) => {
    expect(await shownOf(identity(lines))).toContain(shown);
  });

  it('messages show a value that is not secret of an image', async () => {
    const shown = await shownOf(imageState('format: kcow2\nprotected: maybe\nmin_disk: many'));
    for (const line of ['format: kcow2', 'protected: maybe', 'min_disk: many']) expect(shown).toContain(line);
  });
});

it('a message shows the value of a key of several words that names no secret', async () => {
  const shown = formatFaults(await errorsOf(imageState('"weird key": hello')));
  expect(shown).toContain('"weird key": hello');
  for (const key of ['api key', 'secret key', 'private key', 'key']) {
    expect(formatFaults(await errorsOf(imageState(`"${key}": ${SECRET}`)))).not.toContain(SECRET);
  }
});
