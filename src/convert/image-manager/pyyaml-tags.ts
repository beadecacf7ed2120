import type { ScalarTag, Tags } from 'yaml';

/**
 * What PyYAML takes for something else than text, where that is not what YAML 1.1 says (`Resolver` in its
 * resolver.py), by the end of the tag's name and its format: `y` and `n` are text there, as are `1e3` and `08`.
 */
const TESTS: ReadonlyMap<string, RegExp> = new Map([
  ['true', /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/],
  ['false', /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/],
  ['int', /^[-+]?(?:0|[1-9][0-9_]*)$/],
  ['int TIME', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/],
  ['float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/],
  ['float EXP', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/],
  [
    'timestamp',
    /^\d{4}-(?:\d{2}-\d{2}|\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)$/,
  ],
]);

/** The tags of YAML 1.1 as PyYAML resolves them. */
export function pyYamlTags(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === 'string' || tag.collection ? tag : asInPyYaml(tag)));
}

function asInPyYaml(tag: ScalarTag): ScalarTag {
  const isNotFinite = tag.test?.test('.nan') ?? false;
  const test = isNotFinite ? undefined : TESTS.get(kindOf(tag));
  return test === undefined || tag.test === undefined ? tag : { ...tag, test };
}

function kindOf({ tag, format, identify }: ScalarTag): string {
  if (tag.endsWith(':bool')) return identify?.(true) ? 'true' : 'false';
  return [tag.replace(/^.*:/, ''), ...(format === undefined ? [] : [format])].join(' ');
}
