import { mediaType } from '../http.ts';
import { type Call, readJson } from './context.ts';
import { badRequest, forbidden, GlanceError } from './errors.ts';
import { RESERVED_PREFIX } from './limits.ts';
import type { Properties } from './schemas.ts';
import { validateImage } from './validate.ts';

const OPERATIONS = ['add', 'remove', 'replace'] as const;
type Operation = (typeof OPERATIONS)[number];

/** The two forms of JSON patch that Glance accepts: v2.0 is a draft, v2.1 the standard. */
const DRAFTS: Readonly<Record<string, 'old' | 'new'>> = {
  'application/openstack-images-v2.0-json-patch': 'old',
  'application/openstack-images-v2.1-json-patch': 'new',
};

const READ_ONLY = [
  'created_at',
  'updated_at',
  'status',
  'checksum',
  'size',
  'virtual_size',
  'direct_url',
  'self',
  'file',
  'schema',
  'id',
  'os_hash_algo',
  'os_hash_value',
];
const RESERVED = ['location', 'deleted', 'deleted_at'];

/** The number of segments that a path below `locations` may have; every other path has one. */
const LOCATIONS_DEPTH: Readonly<Record<Operation, number>> = { add: 2, remove: 2, replace: 1 };

export interface Change {
  readonly operation: Operation;
  readonly name: string;
  readonly value: unknown;
  /** In v2.0, an existing property cannot be added. */
  readonly mustBeNew: boolean;
}

/** Reads the operations of a PATCH, and checks everything that does not depend on the image. */
export async function readChanges(call: Call): Promise<readonly Change[]> {
  const draft = DRAFTS[mediaType(call.request)];
  if (draft === undefined) {
    throw new GlanceError(415, '', { headers: { 'accept-patch': Object.keys(DRAFTS).join(', ') } });
  }
  const body = await readJson(call);
  if (!Array.isArray(body)) throw badRequest('Request body must be a JSON array of operation objects.');
  return body.map((raw: unknown) => readChange(raw, draft, call.glance.imageProperties));
}

function readChange(raw: unknown, draft: 'old' | 'new', properties: Properties): Change {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw badRequest('Operations must be JSON objects.');
  }
  const fields = raw as Readonly<Record<string, unknown>>;
  const operation = draft === 'old' ? oldOperation(fields) : newOperation(fields.op);
  if (draft === 'new' && !('path' in fields)) throw badRequest("Unable to find 'path' in JSON Schema change");
  const path = parsePointer(String(draft === 'old' ? fields[operation] : fields.path));
  const name = path[0] ?? '';
  const depth = name === 'locations' ? LOCATIONS_DEPTH[operation] : 1;
  if (path.length !== depth) {
    throw badRequest(`Invalid JSON pointer for this resource: '/${path.join('/')}'`);
  }
  if (operation !== 'remove' && !('value' in fields)) {
    throw badRequest(`Operation "${operation}" requires a member named "value".`);
  }
  checkName(name);
  if (operation !== 'remove') checkValue(name, path.length, fields.value, properties);
  return { operation, name, value: fields.value, mustBeNew: draft === 'old' };
}

function newOperation(op: unknown): Operation {
  const available = `It must be one of the following: ${OPERATIONS.join(', ')}.`;
  if (op === undefined || op === null) {
    throw badRequest(`Unable to find \`op\` in JSON Schema change. ${available}`);
  }
  const found = OPERATIONS.find((one) => one === op);
  if (found === undefined) throw badRequest(`Invalid operation: \`${String(op)}\`. ${available}`);
  return found;
}

function oldOperation(fields: Readonly<Record<string, unknown>>): Operation {
  const given = OPERATIONS.filter((one) => one in fields);
  const [operation] = given;
  if (given.length > 1) {
    throw badRequest('Operation objects must contain only one member named "add", "remove", or "replace".');
  }
  if (operation === undefined) {
    throw badRequest(
      'Operation objects must contain exactly one member named "add", "remove", or "replace".',
    );
  }
  return operation;
}

function parsePointer(pointer: string): string[] {
  if (!pointer.startsWith('/')) throw badRequest(`Pointer \`${pointer}\` does not start with "/".`);
  if (/\/\s*?\//.test(pointer.slice(1))) throw badRequest(`Pointer \`${pointer}\` contains adjacent "/".`);
  if (pointer.length > 1 && pointer.endsWith('/')) throw badRequest(`Pointer \`${pointer}\` end with "/".`);
  if (/~[^01]/.test(pointer) || pointer.endsWith('~')) {
    throw badRequest(`Pointer \`${pointer}\` contains "~" not part of a recognized escape sequence.`);
  }
  return pointer
    .replace(/^\/+/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~').trim());
}

function checkName(name: string): void {
  if (READ_ONLY.includes(name)) throw forbidden(`Attribute '${name}' is read-only.`);
  if (RESERVED.includes(name) || name.startsWith(RESERVED_PREFIX)) {
    throw forbidden(`Attribute '${name}' is reserved.`);
  }
}

function checkValue(name: string, depth: number, value: unknown, properties: Properties): void {
  const intoList = depth > 1 && properties[name]?.type === 'array';
  validateImage({ [name]: intoList ? [value] : value }, properties);
}
