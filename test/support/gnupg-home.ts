import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** GnuPG with a home of its own, and a folder for its output. */
export interface GnuPg {
  readonly folder: string;
  /** Makes a signing key; `at` is a moment as gpg takes it, e.g. `20200101T000000`. */
  newKey(user: string, settings?: { readonly expires?: string; readonly at?: string }): Promise<void>;
  revoke(user: string): Promise<void>;
  /** Path of a keyring with the public keys of some users. */
  keyring(users: readonly string[], settings?: { readonly armour?: boolean }): Promise<string>;
  clearsign(text: string, user: string, ...more: readonly string[]): Promise<Buffer>;
  /** A detached signature in binary form. */
  sign(text: string | Buffer, user: string, ...more: readonly string[]): Promise<Buffer>;
  run(args: readonly string[], input?: string | Buffer): Promise<Buffer>;
  /** Ends its agents, and removes its folder. */
  close(): Promise<void>;
}

export async function openGnuPg(): Promise<GnuPg> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-gnupg-'));
  let files = 0;

  function fileName(): string {
    files += 1;
    return join(folder, `file-${files}`);
  }

  async function gpg(args: readonly string[], input: string | Buffer = ''): Promise<Buffer> {
    const [from, to] = [fileName(), fileName()];
    await writeFile(from, input);
    const quietly = [
      '--homedir',
      folder,
      '--batch',
      '--quiet',
      '--passphrase',
      '',
      '--pinentry-mode',
      'loopback',
    ];
    await run('gpg', [...quietly, '--output', to, ...args, ...(input === '' ? [] : [from])]);
    return readFile(to).catch(() => Buffer.alloc(0));
  }

  return {
    folder,
    run: gpg,
    async newKey(user, { expires = 'never', at } = {}) {
      const faked = at === undefined ? [] : ['--faked-system-time', at];
      await gpg([...faked, '--quick-gen-key', user, 'ed25519', 'sign', expires]);
    },
    async revoke(user) {
      const listed = (await run('gpg', ['--homedir', folder, '--with-colons', '--list-keys', user])).stdout;
      const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1];
      const made = await readFile(join(folder, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8');
      // gpg puts a colon before the armour, to prevent an import by accident.
      await gpg(['--import'], made.replace(/^:-/m, '-'));
    },
    async keyring(users, { armour = false } = {}) {
      const path = fileName();
      await writeFile(path, await gpg([...(armour ? ['--armor'] : []), '--export', ...users]));
      return path;
    },
    clearsign(text, user, ...more) {
      return gpg(['--local-user', user, ...more, '--clearsign'], text);
    },
    sign(text, user, ...more) {
      return gpg(['--local-user', user, ...more, '--detach-sign'], text);
    },
    async close() {
      await run('gpgconf', ['--homedir', folder, '--kill', 'all']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
