import fc from 'fast-check';

const word = fc.stringMatching(/^[A-Z][A-Z0-9]{0,5}$/).filter((text) => !/^(?:FILE|PATH|DIR)$/.test(text));
const places = fc.array(word, { maxLength: 2 });
const secretWord = fc.constantFrom(
  ...[
    'PASSWORD',
    'PASSWD',
    'PASS',
    'PASSCODE',
    'PASSPHRASE',
    'TOKEN',
    'TOKENS',
    'SECRET',
    'APIKEY',
    'PWD',
    'PRIVATE_KEY',
  ],
);
const number = fc.constantFrom('', '', '2', '10');

/** Names of variables that a runner may have for the secrets of several clouds, such as OS_PROD_TOKEN_2. */
export const secretNames: fc.Arbitrary<string> = fc
  .tuple(places, secretWord, number, places)
  .map(([before, secret, digits, after]) => ['OS', ...before, `${secret}${digits}`, ...after].join('_'));

/** Those that no client of OpenStack defines. */
export const otherSecretNames: fc.Arbitrary<string> = secretNames.filter(
  (name) =>
    !/^OS_(?:PASSWORD|TOKEN|AUTH_TOKEN|ACCESS_TOKEN|APPLICATION_CREDENTIAL_SECRET|CLIENT_SECRET)$/.test(name),
);
