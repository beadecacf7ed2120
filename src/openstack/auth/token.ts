import type { AuthMethod } from './access.ts';
import { type Keystone, requestToken } from './keystone.ts';
import { need } from './need.ts';
import { scopeOf } from './scope.ts';

/** `token`, `v3token`: exchanges a token for one with the wanted scope. It lives no longer than the first. */
export function tokenAuth(keystone: Keystone): AuthMethod {
  const { auth } = keystone.config;
  need(keystone.config, [['token']]);
  const scope = scopeOf(auth);
  const identity = { methods: ['token'], token: { id: auth.token } };
  return {
    authenticate: (signal) => requestToken(keystone, identity, scope, signal),
    renewable: true,
    identityUrl: () => keystone.url(),
    endpoint: null,
  };
}
