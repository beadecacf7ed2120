import { createVerify, KeyObject } from 'node:crypto';
import type { SignedXml } from 'xml-crypto';
import { DSIG } from './vocabulary.ts';

type Algorithm = InstanceType<SignedXml['SignatureAlgorithms'][keyof SignedXml['SignatureAlgorithms']]>;

export const DSA_SHA1 = `${DSIG}dsa-sha1`;

/**
 * DSAwithSHA1 of XML signatures, which xml-crypto lacks. The value is the two numbers one after the other (XML
 * Signature, section 6.4.1), not DER.
 */
export class DsaSha1 implements Algorithm {
  getSignature(): string {
    throw new Error('reconcile verifies signatures and makes none');
  }

  verifySignature(material: string, key: unknown, signatureValue: string): boolean {
    if (!(key instanceof KeyObject)) throw new Error('the key must be that of a certificate');
    return createVerify('sha1')
      .update(material)
      .verify({ key, dsaEncoding: 'ieee-p1363' }, signatureValue, 'base64');
  }

  getAlgorithmName(): typeof DSA_SHA1 {
    return DSA_SHA1;
  }
}
