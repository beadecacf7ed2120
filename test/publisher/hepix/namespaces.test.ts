import { describe, expect, it } from 'vitest';
import { sameName } from '../../../src/publisher/hepix/names.ts';
import { isPermitted, parseNamespaces, parseSigningPolicy } from '../../../src/publisher/hepix/namespaces.ts';

describe('a namespaces file', () => {
  const rules = parseNamespaces(`
##############################################################################
#NAMESPACES-VERSION: 1.0
# TO Issuer "/CN=Commented" PERMIT Subject ".*"
TO Issuer "/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth" \\
  PERMIT Subject "/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth"
TO Issuer "/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth" \\
  PERMIT Subject "/O=dutchgrid/O=users/.*"\r
to issuer SELF deny subject "/O=dutchgrid/O=users/O=gone/.*"
TO Issuer "/C=AE/CN=Trust G3  [Run by the Issuer]" PERMIT Subject "/C=AE/CN=Trust G3  [Run by the Issuer]"
nonsense "TO Issuer
`);

  it('a namespaces file may have continued lines, words in any case, and comments', () => {
    expect(rules.map(({ issuer, permits }) => [issuer, permits])).toEqual([
      ['/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth', true],
      ['/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth', true],
      ['SELF', false],
      ['/C=AE/CN=Trust G3  [Run by the Issuer]', true],
    ]);
  });

  it('a namespaces file permits a subject that a whole pattern fits, unless another pattern denies it', () => {
    expect(isPermitted(rules, '/O=dutchgrid/O=users/O=nikhef/CN=A')).toBe(true);
    expect(isPermitted(rules, '/O=dutchgrid/O=users/O=gone/CN=A')).toBe(false);
    expect(isPermitted(rules, '/C=XX/O=dutchgrid/O=users/CN=A')).toBe(false);
    expect(isPermitted(rules, '/C=NL/O=NIKHEF/CN=NIKHEF medium-security certification auth 2')).toBe(false);
    expect(isPermitted([], '/CN=A')).toBe(false);
  });

  it('a namespaces file also compares a pattern literally, because some names have brackets', () => {
    expect(isPermitted(rules, '/C=AE/CN=Trust G3  [Run by the Issuer]')).toBe(true);
    const broken = parseNamespaces('TO Issuer "/CN=a" PERMIT Subject "/CN=a ("');
    expect(isPermitted(broken, '/CN=a (')).toBe(true);
  });
});

describe('a signing policy', () => {
  it('a signing policy gives each CA its own subjects', () => {
    const rules = parseSigningPolicy(`# @(#) a policy
 access_id_CA   X509   '/C=BG/CN=First CA'
 pos_rights     globus CA:sign
 cond_subjects  globus '"/C=BG/CN=First CA" "/C=BG/O=people/*"'
access_id_CA\tX509\t"/CN=Second CA"
cond_subjects\tglobus\t/CN=user?
`);
    const of = (issuer: string) => rules.filter((rule) => rule.issuer === issuer);
    expect(isPermitted(of('/C=BG/CN=First CA'), '/C=BG/O=people/CN=A')).toBe(true);
    expect(isPermitted(of('/C=BG/CN=First CA'), '/C=BG/O=hosts/CN=a')).toBe(false);
    expect(isPermitted(of('/CN=Second CA'), '/CN=user1')).toBe(true);
    expect(isPermitted(of('/CN=Second CA'), '/CN=user12')).toBe(false);
  });

  it('a signing policy has patterns in which only * and ? are special', () => {
    const rules = parseSigningPolicy("access_id_CA X509 '/CN=a'\ncond_subjects globus '\"/CN=(a|b).c*\"'\n");
    expect(isPermitted(rules, '/CN=(a|b).cd')).toBe(true);
    expect(isPermitted(rules, '/CN=a.cd')).toBe(false);
  });
});

it.each([
  ['/CN=Zo\\xC3\\xAB', '/CN=Zoë', true],
  ['/CN=A/Email=a@b', '/CN=A/emailAddress=a@b', true],
  ['/CN=A/E=a@b', '/CN=A/emailAddress=a@b', true],
  ['/CN=A/USERID=a', '/CN=A/UID=a', true],
  ['/CN=host\\/a.example', '/CN=host/a.example', true],
  ['/CN=A', '/CN=a', false],
  ['/CN=A/OU=B', '/OU=B/CN=A', false],
])('names %s and %s are the same: %s', (a, b, same) => {
  expect(sameName(a, b)).toBe(same);
});
