import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { quoted } from '../../model/text.ts';
import { DSA_SHA1, DsaSha1 } from './dsa-sha1.ts';
import { InclusiveC14n, InclusiveC14nWithComments } from './inclusive-c14n.ts';
import { childElements, isNamed, parseXml } from './safe-xml.ts';
import { DSIG, RDF } from './vocabulary.ts';

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N_WITH_COMMENTS = `${C14N}#WithComments`;
const ENVELOPED = `${DSIG}enveloped-signature`;

/** Signature methods, each with its kind of key. */
const SIGNATURE_METHODS: ReadonlyMap<string, 'rsa' | 'dsa'> = new Map([
  [`${DSIG}rsa-sha1`, 'rsa'],
  [DSA_SHA1, 'dsa'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'rsa'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'rsa'],
]);
const DIGEST_METHODS = [
  `${DSIG}sha1`,
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];

/** Bits. SHA-1 signatures are accepted, because the marketplace has no others; smaller keys are not. */
const SMALLEST_KEY = 1024;

/** The result of checking a document's signature. */
export type SignatureReading =
  | { readonly status: 'none' }
  | { readonly status: 'invalid'; readonly problem: string }
  /** The signature may be right, but proves nothing: anyone could have made it. */
  | { readonly status: 'weak'; readonly problem: string; readonly root: Element }
  | {
      readonly status: 'valid';
      readonly certificate: X509Certificate;
      /** The root of the signed document, parsed from the very bytes that were digested. */
      readonly root: Element;
    };

/**
 * Checks the enveloped XML signature of an `rdf:RDF` document, as the StratusLab marketplace makes it: C14N 1.0,
 * rsa-sha1 or dsa-sha1, one reference to the whole document, the signer's certificate in `KeyInfo/X509Data`. `xml` is
 * the text of `root`. The name and the issuer of the certificate are not checked here.
 */
export function readSignature(xml: string, root: Element): SignatureReading {
  const signatures = [...root.getElementsByTagNameNS(DSIG, 'Signature')];
  const [signature] = signatures;
  if (!signature) return { status: 'none' };
  try {
    if (signatures.length > 1) throw new Refusal('there is more than one signature');
    if (signature.parentNode !== root) throw new Refusal('it is not directly below rdf:RDF');
    const { certificate, method, unknown } = checkShape(signature);
    if (unknown !== null) return { status: 'weak', problem: unknown, root };
    const key = keyOf(certificate, method);
    const signed = signedRoot(xml, signature, key);
    const problem = whyShort(key);
    return problem === null
      ? { status: 'valid', certificate, root: signed }
      : { status: 'weak', problem, root: signed };
  } catch (error) {
    return { status: 'invalid', problem: `the XML signature is not valid: ${problemOf(error)}` };
  }
}

/** Why a signature is refused; never leaves this file. */
class Refusal extends Error {}

function problemOf(error: unknown): string {
  // Other messages come from the library, and quote the document at length.
  return error instanceof Refusal ? error.message : 'it cannot be checked';
}

interface Shape {
  readonly certificate: X509Certificate;
  /** URI of the signature method. */
  readonly method: string;
  /** The reason why it cannot be checked, which is an unknown algorithm; null: all algorithms are known. */
  readonly unknown: string | null;
}

/** Checks the form of a signature strictly, so that reconcile reads exactly the verified document. */
function checkShape(signature: Element): Shape {
  const [signedInfo, signatureValue, keyInfo] = exactly(signature, [
    'SignedInfo',
    'SignatureValue',
    'KeyInfo',
  ]);
  const [canonical, method, reference] = exactly(signedInfo!, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  if (reference!.getAttribute('URI') !== '') throw new Refusal('it does not cover the whole document');
  const [transforms, digestMethod, digestValue] = exactly(reference!, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ]);
  const [enveloped, canonicalization, ...more] = childElements(transforms!);
  if (!enveloped || more.length > 0) throw new Refusal('its transforms differ from those of the marketplace');
  const odd =
    unknownAlgorithm(enveloped, [ENVELOPED]) ??
    (canonicalization ? unknownAlgorithm(canonicalization, [C14N, C14N_WITH_COMMENTS]) : null);
  // Invalid, not weak: an unknown transform could verify a text that differs from the one reconcile reads.
  if (odd !== null) throw new Refusal(odd);
  for (const value of [signatureValue!, digestValue!])
    if (childElements(value).length > 0) throw new Refusal(`${value.localName} holds elements`);
  return {
    certificate: certificateOf(keyInfo!),
    method: algorithmOf(method!),
    unknown:
      unknownAlgorithm(canonical!, [C14N, C14N_WITH_COMMENTS]) ??
      unknownAlgorithm(method!, [...SIGNATURE_METHODS.keys()]) ??
      unknownAlgorithm(digestMethod!, DIGEST_METHODS),
  };
}

/** The children of `parent`, which must be exactly the named ones, in this order, in the signature's namespace. */
function exactly(parent: Element, names: readonly string[]): readonly Element[] {
  const children = childElements(parent);
  const fits =
    children.length === names.length && children.every((child, index) => isNamed(child, DSIG, names[index]!));
  if (!fits) throw new Refusal(`${parent.localName} does not hold exactly ${names.join(', ')}`);
  return children;
}

function algorithmOf(element: Element): string {
  return element.getAttribute('Algorithm') ?? '';
}

function unknownAlgorithm(element: Element, known: readonly string[]): string | null {
  const algorithm = algorithmOf(element);
  return known.includes(algorithm) ? null : `it uses the unknown algorithm ${quoted(algorithm)}`;
}

/** The signer's certificate is the first one. Others could only complete the chain to a CA. */
function certificateOf(keyInfo: Element): X509Certificate {
  const [element] = [...keyInfo.getElementsByTagNameNS(DSIG, 'X509Certificate')];
  if (!element) throw new Refusal('it has no certificate (KeyInfo/X509Data/X509Certificate)');
  return parseCertificate(element.textContent ?? '');
}

function keyOf({ publicKey }: X509Certificate, method: string): KeyObject {
  const kind = SIGNATURE_METHODS.get(method) ?? 'rsa';
  if (publicKey.asymmetricKeyType === kind) return publicKey;
  throw new Refusal(`the type of its key is not ${kind.toUpperCase()}`);
}

function whyShort({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= SMALLEST_KEY) return null;
  return `its ${asymmetricKeyType?.toUpperCase()} key has ${bits} bits, fewer than ${SMALLEST_KEY}`;
}

function parseCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new Refusal('its certificate cannot be read');
  }
}

function signedRoot(xml: string, signature: Element, key: KeyObject): Element {
  const verifier = new SignedXml({ publicCert: key });
  verifier.SignatureAlgorithms = { ...verifier.SignatureAlgorithms, [DSA_SHA1]: DsaSha1 };
  verifier.CanonicalizationAlgorithms = {
    ...verifier.CanonicalizationAlgorithms,
    [C14N]: InclusiveC14n,
    [C14N_WITH_COMMENTS]: InclusiveC14nWithComments,
  };
  verifier.loadSignature(signature as never);
  if (!isGenuine(verifier, xml)) throw new Refusal('the content was changed after it was signed');
  const [signed, ...more] = verifier.getSignedReferences();
  if (signed === undefined || more.length > 0) throw new Refusal('it must sign exactly one document');
  const root = parseXml(signed).documentElement;
  if (!root || !isNamed(root, RDF, 'RDF')) throw new Refusal('the signed element is not rdf:RDF');
  return root;
}

/** Whether a signature fits. The library returns false for a wrong digest, and throws for a wrong signature value. */
function isGenuine(verifier: SignedXml, xml: string): boolean {
  try {
    return verifier.checkSignature(xml);
  } catch (error) {
    const isWrongValue = error instanceof Error && /signature value .* is incorrect/.test(error.message);
    throw isWrongValue ? new Refusal('it was not made with the key of its certificate') : error;
  }
}
