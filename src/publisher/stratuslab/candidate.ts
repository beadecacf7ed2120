import type { Published, SignatureFact } from '../../model/published.ts';
import type { StratuslabReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { SourceOptions } from '../../source/source.ts';
import { chainProblem, endorserProblems, isAllowed, signerOf } from './endorser.ts';
import { describeEndorser, type MetadataEntry } from './entry.ts';
import { usableLocations } from './locations.ts';
import type { Metadata } from './metadata.ts';

/** Warnings about unusable parts of the metadata. */
const MOST_WARNINGS = 10;

/** One endorser's metadata, checked by the demands of the reference. */
export interface Candidate {
  readonly entry: MetadataEntry;
  /** The metadata as far as it could be read. Without locations when none is usable, which is then a problem. */
  readonly published: Published;
  /** Why the entry is refused; empty: it may be used. */
  readonly problems: readonly string[];
}

/** Checks one entry by the demands of its reference. `SourceError` when the file of CA certificates is unusable. */
export async function judge(
  entry: MetadataEntry,
  form: Metadata['form'],
  reference: StratuslabReference,
  options: SourceOptions,
): Promise<Candidate> {
  const { usable, warnings } = usableLocations(entry.locations, options.secrets);
  const published: Published = {
    publisher: 'StratusLab marketplace',
    identifier: entry.identifier,
    title: entry.title ?? entry.system,
    locations: usable,
    digests: entry.digests,
    size: entry.size,
    // Size and checksums describe the decompressed image (StratusLab client, Downloader).
    digestOf: 'decompressed',
    packing: entry.packing,
    diskFormat: entry.diskFormat,
    version: entry.version,
    properties: propertiesOf(entry),
    signature: signatureFact(entry, reference),
    expires: entry.expires,
    deprecated: entry.deprecated,
    warnings: [
      ...trustWarnings(entry, reference),
      ...[...new Set([...entry.warnings, ...warnings])].slice(0, MOST_WARNINGS),
    ],
  };
  const problems = [
    ...entry.problems,
    ...(usable.length > 0 ? [] : ['it has no location that can be fetched']),
    ...(await signatureProblems(entry, form, reference, options)),
  ];
  return { entry, published, problems };
}

/** The properties that glance_manager sets. */
function propertiesOf({ identifier, version }: MetadataEntry): Readonly<Record<string, string>> {
  return {
    ...(identifier === null ? {} : { mpid: identifier }),
    ...(version === null ? {} : { version }),
  };
}

function signatureFact(entry: MetadataEntry, reference: StratuslabReference): SignatureFact {
  const { signature } = entry;
  if (signature.status === 'none') return { status: 'none' };
  if (signature.status !== 'valid') return { status: 'unchecked', method: 'xmldsig' };
  const by = signerOf(signature.certificate);
  const { created: at } = entry.endorsement;
  return {
    status: 'verified',
    method: 'xmldsig',
    by: reference.ca === null ? `${by} (no CA checked)` : by,
    // Each endorser has an endorsement of their own: that of another endorser may be older.
    ...(at === null ? {} : { signed: { document: `${placeOf(reference, entry)} by ${by}`, at } }),
  };
}

function placeOf({ document, marketplace }: StratuslabReference, { identifier }: MetadataEntry): string {
  if (document !== null) return describeSource(document);
  return describeSource({ kind: 'http', url: `${marketplace}/${identifier}` });
}

/** Whether an entry has expired by now. */
export function hasExpired({ expires }: MetadataEntry): boolean {
  return expires !== null && Date.parse(expires) < Date.now();
}

function trustWarnings(
  { signature }: MetadataEntry,
  { endorsers, ca }: StratuslabReference,
): readonly string[] {
  if (signature.status === 'weak' && endorsers.length === 0 && ca === null)
    return [`treated as unsigned: ${signature.problem}`];
  if (signature.status !== 'valid' || endorsers.length === 0 || ca !== null) return [];
  return ['without "ca", anyone can make a certificate with an endorser\'s name, and it would be accepted'];
}

async function signatureProblems(
  entry: MetadataEntry,
  form: Metadata['form'],
  { endorsers, ca }: StratuslabReference,
  { signal }: SourceOptions,
): Promise<readonly string[]> {
  const { signature } = entry;
  // The problem of an invalid signature is already among those of the entry.
  if (signature.status === 'invalid') return [];
  const demand = endorsers.length > 0 ? 'endorsers are listed' : ca !== null ? 'a CA is given' : null;
  if (signature.status === 'none') {
    if (demand === null) return [];
    return form === 'json'
      ? [`${demand}, but RDF/JSON has no signature that could be checked: use the XML form`]
      : [`${demand}, but it is not signed`];
  }
  if (signature.status === 'weak')
    return demand === null ? [] : [`${demand}, but its XML signature proves nothing: ${signature.problem}`];
  const { certificate } = signature;
  const problems = [...endorserProblems(entry.endorsement, certificate)];
  if (endorsers.length > 0 && !isAllowed(certificate, endorsers))
    problems.push(`its endorser ${describeEndorser(entry.endorsement)} is not one of the listed endorsers`);
  if (ca === null) return problems;
  const broken = await chainProblem(entry, certificate, ca, signal);
  return broken === null ? problems : [...problems, broken];
}
