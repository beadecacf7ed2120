import { VerificationError } from '../../model/errors.ts';
import type { Published, SignatureFact } from '../../model/published.ts';
import type { ImageListReference, ListTrust } from '../../model/reference.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { DocumentReference } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { fetchDocument } from '../document.ts';
import { refusing } from '../refused-publication.ts';
import { checkCreated, checkEndorser, checkIdentifier, whyExpired } from './check-list.ts';
import type { DroppedImage, ListedImage } from './listed-image.ts';
import { quotedName } from './names.ts';
import { type ParsedList, parseImageList } from './parse-list.ts';
import { isSmime, uncheckedContent, verifyContent } from './smime.ts';
import { readTrustDirectory } from './trust-directory.ts';
import { verifySigner } from './verify-signer.ts';

/** A HEPiX image list that has passed every check. */
export interface PublishedList extends Omit<ParsedList, 'images'> {
  readonly signature: SignatureFact;
  readonly images: readonly PublishedListImage[];
  /** Why the list is no longer used; null: it has not expired. */
  readonly expired: string | null;
  readonly dropped: readonly DroppedImage[];
  readonly warnings: readonly string[];
}

/** An image of a list. Its `properties` are empty: `listProperties` makes them by a convention. */
export interface PublishedListImage extends Published {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly expires: string;
  /** Every attribute of the image in the list, by its JSON key, e.g. `sl:osname`. URLs have no credentials. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Bytes. Lists of hundreds of images have some hundred KiB. */
const LARGEST_LIST = 16 * 1024 * 1024;

/**
 * Reads an image list and checks it: the signature, the signer, the endorser, the identifier, and a time of creation
 * before `now`. An expired list is returned, with the reason in `expired`: the state file decides about its images. The
 * plan refuses an older list, because the images record the newest one. `SourceError` when the list or the CA directory
 * cannot be read; `VerificationError` when a check fails.
 */
export async function readImageList(
  reference: ImageListReference,
  options: SourceOptions,
  now = new Date(),
): Promise<PublishedList> {
  const place = `image list ${describeSource(reference.document)}`;
  remember(reference.document, options);
  const document = await fetchDocument(reference.document, options, LARGEST_LIST, 'image list');
  const { list, signature, warnings } = await readTrusted(document, reference.trust, { place, options, now });
  refusing({ ...list, signature }, () => {
    checkIdentifier(list, reference, place);
    checkCreated(list, now, place);
  });
  for (const { location } of list.images) remember(location, options);
  return {
    ...list,
    signature,
    images: list.images.map((image) => publish(image, list, signature)),
    expired: whyExpired(list, now, place),
    warnings: [...warnings, ...differentAddress(list, reference)],
  };
}

/** Marks the credentials of a URL as secret. The user is secret too: AppDB's tokens stand in its place. */
function remember(place: DocumentReference | ListedImage['location'], { secrets }: SourceOptions): void {
  if (place.kind !== 'http' || place.auth?.scheme !== 'basic') return;
  secrets.add(place.auth.user);
  secrets.add(place.auth.password);
}

interface Reading {
  readonly place: string;
  readonly options: SourceOptions;
  readonly now: Date;
}

interface TrustedList {
  readonly list: ParsedList;
  readonly signature: SignatureFact;
  readonly warnings: readonly string[];
}

async function readTrusted(document: Buffer, trust: ListTrust, reading: Reading): Promise<TrustedList> {
  const { place, options, now } = reading;
  const { signal } = options;
  if (!isSmime(document)) {
    if (trust !== 'none') {
      // A document that is not a list gets a message about that, not about its signature.
      parseImageList(document, place);
      throw new VerificationError(`${place}: it is not signed`, {
        hint: 'To trust an unsigned list, which anyone on its way can change, write `trust: none`.',
      });
    }
    return { list: parseImageList(document, place), signature: { status: 'none' }, warnings: [] };
  }
  if (trust === 'none') {
    const content = await uncheckedContent(document, place, signal);
    const list = parseImageList(content, place);
    return { list, signature: { status: 'unchecked', method: 'smime' }, warnings: [] };
  }
  const { content, signer, digest } = await verifyContent(document, place, signal);
  const directory = await readTrustDirectory(trust.caDirectory, options);
  const names = await verifySigner({ signer, directory, now, place, ...(signal ? { signal } : {}) });
  const list = parseImageList(content, place);
  const signature: SignatureFact = { status: 'verified', method: 'smime', by: names.subject };
  refusing({ ...list, signature }, () => checkEndorser(list, names, trust, place));
  return {
    list,
    signature,
    warnings: [
      ...(digest === 'sha1' ? [`${place}: it is signed with SHA-1, which is no longer secure`] : []),
      ...(trust.endorsers.length === 0 ? [`${place}: ${anyEndorser(trust.caDirectory, names.subject)}`] : []),
    ],
  };
}

/** A warning for a list without named endorsers. By default, vmcatcher took lists of registered endorsers only. */
function anyEndorser(caDirectory: string, signer: string): string {
  return `anyone with a certificate of a CA in ${caDirectory} could have signed it; if you trust its signer, ${quotedName(signer)}, name it as endorser in "trust"`;
}

/** A warning for a list that names another URL than the one it came from: it may be a copy. vmcatcher warns as well. */
function differentAddress(list: ParsedList, { document }: ImageListReference): readonly string[] {
  if (document.kind !== 'http') return [];
  if (list.uri === withoutCredentials(document.url)) return [];
  return [`image list ${describeSource(document)}: it gives another address for itself, ${quoted(list.uri)}`];
}

function publish(image: ListedImage, list: ParsedList, signature: SignatureFact): PublishedListImage {
  return {
    publisher: 'HEPiX image list',
    identifier: image.identifier,
    title: image.title,
    locations: [image.location],
    digests: image.digests,
    size: image.size,
    // vmcatcher compares the downloaded file, and never unpacks it.
    digestOf: 'source',
    packing: image.packing,
    diskFormat: image.diskFormat,
    version: image.version,
    properties: {},
    signature,
    expires: earliest(image.expires ?? list.expires, list.expires),
    deprecated: null,
    warnings: image.warnings,
    attributes: image.attributes,
  };
}

/** The earlier of two dates. All dates of lists have the same form, which sorts as text. */
function earliest(a: string, b: string): string {
  return a < b ? a : b;
}
