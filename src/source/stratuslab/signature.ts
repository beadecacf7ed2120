import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { quoted } from '../quoted.ts';
import { InclusiveC14n, InclusiveC14nWithComments } from './inclusive-c14n.ts';
import { childElements, isNamed, parseXml } from './safe-xml.ts';
import { DSIG, RDF } from './vocabulary.ts';

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N_WITH_COMMENTS = `${C14N}#WithComments`;
const ENVELOPED = `${DSIG}enveloped-signature`;
const SIGNATURE_METHODS = [
  `${DSIG}rsa-sha1`,
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const DIGEST_METHODS = [
  `${DSIG}sha1`,
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];

/** Bits; SHA-1 signatures are believed because every signature of the marketplace is one, smaller keys are not. */
const SMALLEST_KEY = 1024;

/** What a document's own signature is worth. */
export type SignatureReading =
  | { readonly status: 'none' }
  | { readonly status: 'invalid'; readonly problem: string }
  | {
      readonly status: 'valid';
      readonly certificate: X509Certificate;
      /** The root of what was signed, parsed anew from the very bytes that were digested. */
      readonly root: Element;
    };

/**
 * Checks the enveloped XML signature of an `rdf:RDF` document, as the StratusLab marketplace makes it: C14N 1.0,
 * rsa-sha1, one reference to the whole document, the signer's certificate in `KeyInfo/X509Data`. `xml` is the text of
 * `root`. Whose certificate it is and whether anybody vouches for it is not looked at here.
 */
export function readSignature(xml: string, root: Element): SignatureReading {
  const signatures = [...root.getElementsByTagNameNS(DSIG, 'Signature')];
  const [signature] = signatures;
  if (!signature) return { status: 'none' };
  try {
    if (signatures.length > 1) throw new Refusal('there is more than one signature');
    if (signature.parentNode !== root) throw new Refusal('it is not directly below rdf:RDF');
    const certificate = checkShape(signature);
    return { status: 'valid', certificate, root: signedRoot(xml, signature, certificate) };
  } catch (error) {
    return { status: 'invalid', problem: `the XML signature is not valid: ${problemOf(error)}` };
  }
}

/** Why a signature is not believed; never leaves this file. */
class Refusal extends Error {}

function problemOf(error: unknown): string {
  // Other messages are the library's and quote the document at length.
  return error instanceof Refusal ? error.message : 'it cannot be checked';
}

/** Leaves nothing open that could make what is checked another thing than what is read. Gives the certificate. */
function checkShape(signature: Element): X509Certificate {
  const [signedInfo, signatureValue, keyInfo] = exactly(signature, [
    'SignedInfo',
    'SignatureValue',
    'KeyInfo',
  ]);
  const [method, algorithm, reference] = exactly(signedInfo!, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  checkAlgorithm(method!, [C14N, C14N_WITH_COMMENTS]);
  checkAlgorithm(algorithm!, SIGNATURE_METHODS);
  if (reference!.getAttribute('URI') !== '') throw new Refusal('it does not cover the whole document');
  const [transforms, digestMethod, digestValue] = exactly(reference!, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ]);
  const [enveloped, canonicalization, ...more] = childElements(transforms!);
  if (!enveloped || more.length > 0) throw new Refusal('its transforms are not those of the marketplace');
  checkAlgorithm(enveloped, [ENVELOPED]);
  if (canonicalization) checkAlgorithm(canonicalization, [C14N, C14N_WITH_COMMENTS]);
  checkAlgorithm(digestMethod!, DIGEST_METHODS);
  for (const value of [signatureValue!, digestValue!])
    if (childElements(value).length > 0) throw new Refusal(`${value.localName} holds elements`);
  return certificateOf(keyInfo!);
}

/** The children of `parent`, when they are exactly those named, in this order, and of the signature's namespace. */
function exactly(parent: Element, names: readonly string[]): readonly Element[] {
  const children = childElements(parent);
  const fits =
    children.length === names.length && children.every((child, index) => isNamed(child, DSIG, names[index]!));
  if (!fits) throw new Refusal(`${parent.localName} does not hold exactly ${names.join(', ')}`);
  return children;
}

function checkAlgorithm(element: Element, known: readonly string[]): void {
  const algorithm = element.getAttribute('Algorithm') ?? '';
  if (!known.includes(algorithm)) throw new Refusal(`it uses the unknown algorithm ${quoted(algorithm)}`);
}

/** The first certificate is the signer's; others could only help to find the way to a CA. */
function certificateOf(keyInfo: Element): X509Certificate {
  const [element] = [...keyInfo.getElementsByTagNameNS(DSIG, 'X509Certificate')];
  if (!element) throw new Refusal('it has no certificate (KeyInfo/X509Data/X509Certificate)');
  const certificate = parseCertificate(element.textContent ?? '');
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyType !== 'rsa') throw new Refusal('its key is no RSA key');
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SMALLEST_KEY) throw new Refusal(`its RSA key has ${bits} bits, fewer than ${SMALLEST_KEY}`);
  return certificate;
}

function parseCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new Refusal('its certificate cannot be read');
  }
}

function signedRoot(xml: string, signature: Element, certificate: X509Certificate): Element {
  const verifier = new SignedXml({ publicCert: certificate.publicKey });
  verifier.CanonicalizationAlgorithms = {
    ...verifier.CanonicalizationAlgorithms,
    [C14N]: InclusiveC14n,
    [C14N_WITH_COMMENTS]: InclusiveC14nWithComments,
  };
  verifier.loadSignature(signature as never);
  if (!isGenuine(verifier, xml)) throw new Refusal('the content was changed after it was signed');
  const [signed, ...more] = verifier.getSignedReferences();
  if (signed === undefined || more.length > 0) throw new Refusal('it does not sign exactly one thing');
  const root = parseXml(signed).documentElement;
  if (!root || !isNamed(root, RDF, 'RDF')) throw new Refusal('what it signs is not rdf:RDF');
  return root;
}

/** The library gives false for a wrong digest and throws for a wrong signature value. */
function isGenuine(verifier: SignedXml, xml: string): boolean {
  try {
    return verifier.checkSignature(xml);
  } catch (error) {
    const isWrongValue = error instanceof Error && /signature value .* is incorrect/.test(error.message);
    throw isWrongValue ? new Refusal('it was not made with the key of its certificate') : error;
  }
}
