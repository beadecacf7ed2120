import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FaultList } from './faults.ts';
import { stateSchema } from './schema.ts';
import { blameShape, type Located } from './shape-faults.ts';
import { type Entry, type MapNode, type Node, plainData } from './tree.ts';

let compiled: ValidateFunction | undefined;

/** Compiled once, when a state file is first loaded. */
function validator(): ValidateFunction {
  if (compiled) return compiled;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addVocabulary(['patternErrorMessage']);
  compiled = ajv.compile(stateSchema);
  return compiled;
}

/** Holds a merged `glance` section against the schema; every violation becomes a fault at its own place. */
export function validateShape(glance: MapNode, faults: FaultList): void {
  const validate = validator();
  const data = { glance: plainData(glance) };
  validate(data);
  for (const error of validate.errors ?? []) blameShape(error, locate(error, glance), faults);
  checkNumbers(glance, faults);
}

/** Follows the error's JSON pointer (RFC 6901) into the tree. */
function locate(error: ErrorObject, glance: MapNode): Located {
  const path = error.instancePath
    .split('/')
    .slice(2)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: Node = glance;
  let entry: Entry | null = null;
  for (const part of path) {
    if (node.kind === 'map') {
      entry = node.entries.get(part) ?? null;
      if (entry !== null) node = entry.value;
    } else if (node.kind === 'list') {
      entry = null;
      node = node.items[Number(part)] ?? node;
    }
  }
  return { node, entry, path: ['glance', ...path] };
}

/** 0512 is octal in YAML 1.1 and decimal in 1.2; 1_000 and 1:30 are numbers in one of them only. */
function checkNumbers(glance: MapNode, faults: FaultList): void {
  for (const section of glance.entries.values()) {
    for (const entry of section.value.kind === 'map' ? section.value.entries.values() : []) {
      if (/^(?:identity|defaults|reconcile|images|image)$/.test(entry.key))
        checkNumber(entry.value, entry.key, faults);
    }
  }
}

function checkNumber(node: Node, key: string, faults: FaultList): void {
  if (key === 'properties') return;
  if (node.kind === 'map')
    for (const entry of node.entries.values()) checkNumber(entry.value, entry.key, faults);
  if (node.kind === 'list') for (const item of node.items) checkNumber(item, key, faults);
  if (node.kind !== 'scalar' || node.type !== 'number' || faults.isBlamed(node)) return;
  if (/^-?(?:0|[1-9][0-9]*)$/.test(node.text)) return;
  faults.blame(
    node,
    `"${key}" must be a plain decimal number; what ${node.written} means depends on who reads the YAML`,
    Number.isInteger(node.value) ? `Write ${node.value}, if that is meant.` : 'Write digits only.',
  );
}
