import { VerificationError } from '../../model/errors.ts';
import type { ImageListReference, ListTrust } from '../../model/reference.ts';
import { quoted } from '../../model/text.ts';
import { type CertificateNames, quotedName, sameName } from './names.ts';
import type { ParsedList } from './parse-list.ts';
import { sameIdentifier } from './same-identifier.ts';

/** The facts of a list that are checked besides its signature. */
type Checked = Pick<ParsedList, 'identifier' | 'version' | 'created' | 'expires' | 'endorser'>;

/**
 * Checks the endorser of a signed list: the list must name its signer, and the signer must be one of the trusted
 * endorsers, if there are any. `VerificationError` with both names.
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
      `${place}: the endorser did not sign it: ${key} is ${quotedName(named)}, but the ${who} is ${quotedName(actual)}`,
      { hint: 'Ask the endorser for a list that names the certificate of its signature.' },
    );
  }
  const isTrusted = endorsers.some(
    ({ dn, ca }) => sameName(dn, signer.subject) && (ca === null || sameName(ca, signer.issuer)),
  );
  if (isTrusted || endorsers.length === 0) return;
  throw new VerificationError(
    `${place}: its endorser is not one of the trusted ones: ${quotedName(signer.subject)}, issued by ${quotedName(signer.issuer)}`,
    { hint: 'If you trust this DN and CA, add them to the endorsers of the list.' },
  );
}

/** Refuses a list whose identifier differs from the wanted one. */
export function checkIdentifier(
  list: Checked,
  { identifier }: Pick<ImageListReference, 'identifier'>,
  place: string,
): void {
  if (identifier === null || sameIdentifier(identifier, list.identifier)) return;
  throw new VerificationError(
    `${place}: it is another list: its dc:identifier is ${quoted(list.identifier)}, but ${quoted(identifier)} is wanted`,
    { hint: 'Check the address, and the identifier in the state file.' },
  );
}

/** Refuses a list that was created in the future. */
export function checkCreated({ created }: Pick<ParsedList, 'created'>, now: Date, place: string): void {
  if (now >= new Date(created)) return;
  throw new VerificationError(
    `${place}: it was created in the future: dc:date:created is ${created}, but now it is ${now.toISOString()}`,
    { hint: "Check this machine's clock, and ask the endorser if it is right." },
  );
}

/** The reason why a list is no longer used; null: it has not expired. */
export function whyExpired(
  { expires }: Pick<ParsedList, 'expires'>,
  now: Date,
  place: string,
): string | null {
  return now > new Date(expires) ? `${place}: it expired at ${expires}` : null;
}
