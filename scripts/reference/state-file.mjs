// Draws docs/reference/state-file.md from the JSON Schema of the state file.

/** The sections of the page: a definition of the schema, its heading, and where it stands in a state file. */
const SECTIONS = [
  ['server', 'glance.server', 'Below `glance`.'],
  ['reconcile', 'reconcile', 'At `glance.server.reconcile`.'],
  [
    'image',
    'Image',
    'In the list `glance.server.images`, or in a mapping by name. `glance.server.defaults` takes the same fields.',
  ],
  ['source', 'Source', 'At `source` of an image.'],
  ['mirror', 'Mirror', 'In the list `source` of an image.'],
  ['sourceAuth', 'Credentials of a source', 'At `auth` of a source or a document.'],
  ['document', 'Document', "Where a publisher's list, index, metadata or file of digests is fetched from."],
  ['checksum', 'Checksum', 'At `checksum` of an image.'],
  ['convert', 'Convert', 'At `convert` of an image.'],
  ['command', 'Command', 'At `transform` of an image, and at `command` of a check.'],
  ['check', 'Check', 'In the list `checks` of an image.'],
  ['propertyValue', 'Property value', 'In the mapping `properties` of an image.'],
  ['backup', 'Backup', 'At `backup` of an image.'],
  ['member', 'Member', 'In the list `members` of an image, and at `member` of a check.'],
  ['project', 'Project', 'At `owner` of an image.'],
  ['imageList', 'Image list', 'In the list `glance.server.image_lists`.'],
  ['trust', 'Trust', 'At `trust` of an image list, or of a source with `hepix`.'],
  ['endorser', 'Endorser', 'At `endorser` and in the list `endorsers` of `trust`.'],
  ['vmcatcher', 'vmcatcher', 'At `glance.server.vmcatcher`.'],
  ['identity', 'identity', 'At `glance.server.identity`.'],
  ['client', 'glance.client', "Below `glance`: the Salt formula's client shape."],
  ['profile', 'Profile', 'In the mapping `glance.client.identity`.'],
];

/** Definitions of plain values, and their names on the page. */
const VALUES = {
  line: 'text',
  path: 'path',
  secret: 'secret',
  uuid: 'UUID',
  limit: 'number or share',
  region: 'text, or a list of one',
  safetyRule: '[rule](../disk-image-safety.md)',
};

export function drawStateFile(schema) {
  const definitions = schema.$defs;
  const headings = new Map(SECTIONS.map(([name, heading]) => [name, heading]));
  const missing = Object.entries(definitions).filter(
    ([name, { title }]) => title !== undefined && !headings.has(name),
  );
  if (missing.length > 0)
    throw new Error(`state-file.mjs has no section for ${missing.map(([name]) => name)}`);
  return [
    '# State file',
    '',
    '<!-- Generated from schemas/state.schema.json by `npm run generate`. Do not edit. -->',
    '',
    'Every field of a state file. [How fields are applied](how-fields-are-applied.md) says what reconcile does with them, and',
    '[glance.yaml.example](../../glance.yaml.example) shows each in its place.',
    '',
    schema.description,
    '',
    ...SECTIONS.map(([, heading]) => `- [${heading}](#${anchor(heading)})`),
    '',
    ...SECTIONS.flatMap(([name, heading, place]) => section(definitions[name], heading, place)),
  ].join('\n');

  function section(definition, heading, place) {
    const { description, properties = {} } = definition;
    const fields = Object.entries(properties);
    const isDaemon = ([, field]) => field.$ref === '#/$defs/daemon';
    const shown = fields.filter((field) => !isDaemon(field));
    const daemon = fields.filter(isDaemon).map(([key]) => `\`${key}\``);
    const required = definition.required ?? [];
    return [
      `## ${heading}`,
      '',
      `${place} ${description}`,
      '',
      ...(shown.length === 0 ? [] : ['| field | value | meaning |', '| --- | --- | --- |']),
      ...shown.map(([key, field]) => {
        const isRequired = required.includes(key) || (definition === definitions.image && key === 'name');
        return `| \`${key}\` | ${cell(heldBy(field))} | ${cell(`${meaningOf(field)}${isRequired ? ' Required.' : ''}`)} |`;
      }),
      ...(shown.length === 0 ? [] : ['']),
      ...(daemon.length === 0
        ? []
        : [
            `These keys configure the Glance daemon or its packages, and reconcile leaves them alone: ${daemon.join(', ')}.`,
            '',
          ]),
    ];
  }

  function meaningOf(field) {
    const own = field.description ?? target(field)?.description ?? '';
    const inner = Object.entries(field.properties ?? {}).filter(([, inside]) => inside !== false);
    if (field.$ref !== undefined || inner.length === 0) return own;
    const parts = inner.map(([key, inside]) => `\`${key}\` (${heldBy(inside)}): ${meaningOf(inside)}`);
    return [own, ...parts].join('<br>');
  }

  function target({ $ref }) {
    return $ref && definitions[$ref.replace('#/$defs/', '')];
  }

  /** Describes the values that a field may hold. */
  function heldBy(field) {
    if (field.$ref !== undefined) {
      const name = field.$ref.replace('#/$defs/', '');
      if (headings.has(name)) return link(name);
      return VALUES[name] ?? heldBy(definitions[name]);
    }
    if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ');
    if (field.examples) return `${field.examples.map((value) => `\`${value}\``).join(', ')}, or text`;
    if (field.title === 'Selection') return '`all`, or a mapping';
    const types = [field.type ?? 'mapping'].flat().filter((type) => type !== 'null');
    return [...new Set(types.map((type) => typeOf(type, field)))].join(', or ');
  }

  function typeOf(type, { items, minimum, maximum, additionalProperties }) {
    switch (type) {
      case 'boolean':
        return '`true` or `false`';
      case 'integer':
        return `whole number${minimum > 0 ? ` from ${minimum}` : ''}${maximum <= 65_535 ? ` to ${maximum}` : ''}`;
      case 'array':
        return items ? `list of ${plural(items)}` : 'list';
      case 'object':
        return additionalProperties?.$ref ? `mapping by name to ${heldBy(additionalProperties)}` : 'mapping';
      case 'string':
        return 'text';
      default:
        return type;
    }
  }

  function plural(items) {
    const { $ref } = items;
    if ($ref === undefined) return heldBy(items);
    const name = $ref.replace('#/$defs/', '');
    return name === 'listedImage' ? link('image') : heldBy(items);
  }

  function link(name) {
    const heading = headings.get(name);
    return `[${heading}](#${anchor(heading)})`;
  }
}

/** The anchor of a heading, as GitHub and GitLab make it. */
function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
