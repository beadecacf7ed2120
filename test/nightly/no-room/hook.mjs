// Preloaded into the program: counts its writes to files, and lets one of them, or all from that one on, find the disk
// full. RECONCILE_NO_ROOM holds JSON: `at` (0: none), `stays` (all later writes fail too), and `log`, a file that gets
// one line of JSON a write.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { at, stays, log } = JSON.parse(process.env.RECONCILE_NO_ROOM ?? '{"at":0}');
const { openSync, readlinkSync, fstatSync, writeSync } = fs;
const { O_CREAT } = fs.constants;
const probe = await fs.promises.open('/dev/null', 'r');
const handles = Object.getPrototypeOf(probe);
await probe.close();
const { write } = handles;

const logged = log === undefined ? -1 : openSync(log, 'a');
let count = 0;
/** True inside a function that Node itself builds on others of these: one write counts once. */
let isInside = false;

/** Null, or the error of a write that finds no room. Devices, pipes and /proc need none. */
function strike(syscall, path, hasPath) {
  const where = String(path);
  if (isInside || logged === -1 || /^(\/dev\/|\/proc\/|[a-z_]+:)/.test(where)) return null;
  count += 1;
  const isHit = at > 0 && (stays ? count >= at : count === at);
  writeSync(logged, `${JSON.stringify({ number: count, call: syscall, path: where, isHit })}\n`);
  if (!isHit) return null;
  const shown = hasPath ? `, ${syscall} '${where}'` : `, ${syscall}`;
  const fault = { errno: -28, code: 'ENOSPC', syscall, ...(hasPath ? { path: where } : {}) };
  return Object.assign(new Error(`ENOSPC: no space left on device${shown}`), fault);
}

function pathOf(fd) {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return 'closed:';
  }
}

const makes = (flags) => (typeof flags === 'number' ? (flags & O_CREAT) !== 0 : /[wa]/.test(flags ?? 'r'));
const half = (data) => Buffer.from(data).subarray(0, Buffer.byteLength(data) >> 1);

/** Functions that take a path; the arguments decide whether they need room. */
const BY_PATH = {
  open: (_path, flags) => makes(flags),
  mkdir: () => true,
  mkdtemp: () => true,
  rename: () => true,
  link: () => true,
  symlink: () => true,
  copyFile: () => true,
  writeFile: (path) => typeof path === 'string',
  appendFile: (path) => typeof path === 'string',
};

for (const [name, needsRoom] of Object.entries(BY_PATH)) {
  const later = fs.promises[name];
  fs.promises[name] = async (path, ...more) => {
    const fault = needsRoom(path, ...more) && strike(name, path, true);
    if (fault) throw fault;
    return later.call(fs.promises, path, ...more);
  };
  const now = fs[`${name}Sync`];
  fs[`${name}Sync`] = (path, ...more) => {
    const fault = needsRoom(path, ...more) && strike(name, path, true);
    const before = isInside;
    isInside = true;
    try {
      // A full disk may take the beginning.
      if (fault && name === 'writeFile' && count % 2 === 0)
        now.call(fs, path, half(more[0]), ...more.slice(1));
      if (fault) throw fault;
      return now.call(fs, path, ...more);
    } finally {
      isInside = before;
    }
  };
}

for (const name of ['write', 'writev', 'writeFile', 'appendFile']) {
  const real = handles[name];
  handles[name] = async function (data, ...more) {
    const fault = strike('write', pathOf(this.fd), false);
    if (fault && name !== 'writev' && data.length > 1) await write.call(this, half(data));
    if (fault) throw fault;
    return real.call(this, data, ...more);
  };
}
const { truncate } = handles;
handles.truncate = async function (length = 0) {
  const fault = length > fstatSync(this.fd).size && strike('ftruncate', pathOf(this.fd), false);
  if (fault) throw fault;
  return truncate.call(this, length);
};
fs.writeSync = (fd, ...more) => {
  const fault = fd > 2 && strike('write', pathOf(fd), false);
  if (fault) throw fault;
  return writeSync.call(fs, fd, ...more);
};

syncBuiltinESMExports();
