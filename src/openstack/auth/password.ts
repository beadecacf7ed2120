import type { AuthMethod } from './access.ts';
import { type Keystone, requestToken } from './keystone.ts';
import { need, scopeOf, userOf } from './scope.ts';

/** `password`, `v3password`: user by id, or by name and domain. */
export function passwordAuth(keystone: Keystone): AuthMethod {
  const { auth } = keystone.config;
  need(keystone.config, [['username', 'user_id'], ['password']]);
  const scope = scopeOf(auth);
  const identity = {
    methods: ['password'],
    password: { user: { ...userOf(auth), password: auth.password } },
  };
  return {
    authenticate: (signal) => requestToken(keystone, identity, scope, signal),
    renewable: true,
    identityUrl: () => keystone.url(),
    endpoint: null,
  };
}

/** `token`, `v3token`: exchanges a token for one with the wanted scope, which expires when the first one does. */
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
