import { VerificationError } from '../../model/errors.ts';
import type { ImageListReference, ListTrust } from '../../model/reference.ts';
import { quoted } from '../../model/text.ts';
import { compareVersions } from '../../model/version-order.ts';
import { type CertificateNames, quotedName, sameName } from './names.ts';
import type { ParsedList } from './parse-list.ts';
import { sameIdentifier } from './same-identifier.ts';

/** A list that was accepted before: its `dc:identifier` and `hv:version`. */
export interface AcceptedList {
  readonly identifier: string;
  readonly version: string;
}

/** What is checked of a list apart from its signature. */
type Checked = Pick<ParsedList, 'identifier' | 'version' | 'created' | 'expires' | 'endorser'>;

/**
 * Holds a signed list to its signer: the endorser that it names must be who signed, and one who is trusted.
 * `VerificationError` with both names.
 */
export function checkEndorser(
  list: Checked,
  signer: CertificateNames,
  { endorsers }: Exclude<ListTrust, 'none'>,
  place: string,
): void {
  const pairs = [
    ['hv:dn', list.endorser.dn, 'signer', signer.subject],
    ['hv:ca', list.endorser.ca, "signer's issuer", signer.issuer],
  ] as const;
  for (const [key, named, who, actual] of pairs) {
    if (sameName(named, actual)) continue;
    throw new VerificationError(
      `${place}: its endorser is not who signed it: ${key} is ${quotedName(named)}, and the ${who} is ${quotedName(actual)}`,
      { hint: 'Ask the endorser for a list that names the certificate it is signed with.' },
    );
  }
  const isTrusted = endorsers.some(
    ({ dn, ca }) => sameName(dn, signer.subject) && (ca === null || sameName(ca, signer.issuer)),
  );
  if (isTrusted || endorsers.length === 0) return;
  throw new VerificationError(
    `${place}: its endorser is not authorised: ${quotedName(signer.subject)}, issued by ${quotedName(signer.issuer)}`,
    { hint: 'Add this DN and CA to the endorsers of the list if they are to be trusted.' },
  );
}

/** Refuses a list of another identifier than the one that is wanted. */
export function checkIdentifier(
  list: Checked,
  { identifier }: Pick<ImageListReference, 'identifier'>,
  place: string,
): void {
  if (identifier === null || sameIdentifier(identifier, list.identifier)) return;
  throw new VerificationError(
    `${place}: it is another list: its dc:identifier is ${quoted(list.identifier)}, and ${quoted(identifier)} is wanted`,
    { hint: 'Check the address, and the identifier in the state file.' },
  );
}

/**
 * Refuses a list that goes back behind one that was accepted. The same version is fine, as is null: none was accepted.
 * `VerificationError` also when the accepted one has another identifier.
 */
export function checkVersion(
  list: Pick<ParsedList, 'identifier' | 'version'>,
  earlier: AcceptedList | null,
  place: string,
): void {
  if (earlier === null) return;
  if (earlier.identifier !== list.identifier) {
    throw new VerificationError(
      `${place}: it is another list: its dc:identifier is ${quoted(list.identifier)}, and was ${quoted(earlier.identifier)}`,
      {
        hint: 'Check the address; if the list was replaced by this one, name its identifier in the state file.',
      },
    );
  }
  if (compareVersions(list.version, earlier.version) >= 0) return;
  throw new VerificationError(
    `${place}: its version goes backwards: hv:version is ${quoted(list.version)}, and ${quoted(earlier.version)} was accepted before`,
    { hint: 'An old list may be replayed. Ask the endorser for one with a higher version.' },
  );
}

/** Refuses a list from the future. */
export function checkCreated({ created }: Pick<ParsedList, 'created'>, now: Date, place: string): void {
  if (now >= new Date(created)) return;
  throw new VerificationError(
    `${place}: it was created in the future: dc:date:created is ${created}, and now it is ${now.toISOString()}`,
    { hint: "Check this machine's clock, and ask the endorser if it is right." },
  );
}

/** Why nothing may be taken from a list any more; null: it has not expired. */
export function whyExpired(
  { expires }: Pick<ParsedList, 'expires'>,
  now: Date,
  place: string,
): string | null {
  return now > new Date(expires) ? `${place}: it expired at ${expires}` : null;
}
