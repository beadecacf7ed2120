import { describeSource } from '../../model/describe-source.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Published, SignatureFact } from '../../model/published.ts';
import type { ImageListReference, ListTrust } from '../../model/reference.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import type { DocumentReference } from '../../model/source.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { fetchDocument } from '../document.ts';
import { refusing } from '../refused-publication.ts';
import {
  type AcceptedList,
  checkCreated,
  checkEndorser,
  checkIdentifier,
  checkVersion,
  whyExpired,
} from './check-list.ts';
import type { DroppedImage, ListedImage } from './listed-image.ts';
import { quotedName } from './names.ts';
import { type ParsedList, parseImageList } from './parse-list.ts';
import { isSmime, uncheckedContent, verifyContent } from './smime.ts';
import { readTrustDirectory } from './trust-directory.ts';
import { verifySigner } from './verify-signer.ts';

/** A HEPiX image list that is what it must be. */
export interface PublishedList extends Omit<ParsedList, 'images'> {
  readonly signature: SignatureFact;
  readonly images: readonly PublishedListImage[];
  /** Why nothing new is to be taken from the list, for it has expired; null: it has not. */
  readonly expired: string | null;
  readonly dropped: readonly DroppedImage[];
  readonly warnings: readonly string[];
}

/** An image of a list. Its `properties` are empty: `listProperties` gives those of a convention. */
export interface PublishedListImage extends Published {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly expires: string;
  /** Everything that the list says of the image, by JSON key, e.g. `sl:osname`. Addresses are without credentials. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Bytes; lists of hundreds of images have some hundred KiB. */
const LARGEST_LIST = 16 * 1024 * 1024;

/**
 * Reads an image list and holds it to all that its reference wants: the signature, who signed, whom the list names,
 * the identifier, a version not below the `earlier` accepted one, and a time of creation that has come. A list that
 * has expired is given, and says so in `expired`: what becomes of its images is not the list's to say. `SourceError`
 * when it or the CA directory cannot be read, `VerificationError` when it is not what it must be.
 */
export async function readImageList(
  reference: ImageListReference,
  options: SourceOptions,
  earlier: AcceptedList | null = null,
  now = new Date(),
): Promise<PublishedList> {
  const place = `image list ${describeSource(reference.document)}`;
  remember(reference.document, options);
  const document = await fetchDocument(reference.document, options, LARGEST_LIST, 'image list');
  const { list, signature, warnings } = await readTrusted(document, reference.trust, { place, options, now });
  refusing({ ...list, signature }, () => {
    checkIdentifier(list, reference, place);
    checkVersion(list, earlier, place);
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

/** Lets nobody see the credentials of an address: AppDB's tokens stand in the place of the user. */
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
      // What is no list at all is told as that.
      parseImageList(document, place);
      throw new VerificationError(`${place}: it is not signed`, {
        hint: 'Write trust: none if an unsigned list is to be believed, and anyone who can change it on its way.',
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
  const directory = await readTrustDirectory(trust.caDirectory);
  const names = await verifySigner({ signer, directory, now, place, ...(signal ? { signal } : {}) });
  const list = parseImageList(content, place);
  const signature: SignatureFact = { status: 'verified', method: 'smime', by: names.subject };
  refusing({ ...list, signature }, () => checkEndorser(list, names, trust, place));
  return {
    list,
    signature,
    warnings: [
      ...(digest === 'sha1' ? [`${place}: it is signed with SHA-1, which is no longer safe`] : []),
      ...(trust.endorsers.length === 0 ? [`${place}: ${anybody(trust.caDirectory, names.subject)}`] : []),
    ],
  };
}

/** vmcatcher took lists of registered endorsers alone, unless it was told otherwise. */
function anybody(caDirectory: string, signer: string): string {
  return `whoever has a certificate of a CA in ${caDirectory} may have made it: name its endorser, ${quotedName(signer)}, in "trust" if that is who should`;
}

/** A list that names another address than the one it was fetched from may be a copy; vmcatcher warns of it, too. */
function differentAddress(list: ParsedList, { document }: ImageListReference): readonly string[] {
  if (document.kind !== 'http') return [];
  if (list.uri === withoutCredentials(document.url)) return [];
  return [`image list ${describeSource(document)}: it calls its own address ${quoted(list.uri)}`];
}

function publish(image: ListedImage, list: ParsedList, signature: SignatureFact): PublishedListImage {
  return {
    publisher: 'HEPiX image list',
    identifier: image.identifier,
    title: image.title,
    locations: [image.location],
    digests: image.digests,
    size: image.size,
    // vmcatcher compares what it downloads, and never unpacks it.
    digestsCover: 'source',
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

/** Dates of lists are all of one form, whose order is that of the text. */
function earliest(a: string, b: string): string {
  return a < b ? a : b;
}
