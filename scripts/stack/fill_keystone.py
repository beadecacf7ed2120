"""Fills a bootstrapped Keystone: projects, users, their roles, and the endpoints of Glance.

Arguments: the URL of Keystone (with /v3) and of Glance. Passwords come in the environment.
"""
import json, os, sys, urllib.request

keystone, glance = sys.argv[1:]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
token = None

def call(method, path, body=None):
    global token
    headers = {'Content-Type': 'application/json'}
    if token:
        headers['X-Auth-Token'] = token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(keystone + path, data=data, headers=headers, method=method)
    with opener.open(request, timeout=30) as answer:
        token = answer.headers.get('X-Subject-Token') or token
        text = answer.read()
    return json.loads(text) if text else None

domain = {'id': 'default'}
call('POST', '/auth/tokens', {'auth': {
    'identity': {'methods': ['password'], 'password': {'user': {
        'name': 'admin', 'domain': domain, 'password': os.environ['ADMIN_PASSWORD']}}},
    'scope': {'project': {'name': 'admin', 'domain': domain}}}})

roles = {role['name']: role['id'] for role in call('GET', '/roles')['roles']}
projects = {project: call('POST', '/projects', {'project': {'name': project, 'domain_id': 'default'}})['project']['id']
            for project in ('service', 'tenant1', 'tenant2', 'tenant3')}
users = {user['name']: user['id'] for user in call('GET', '/users')['users']}
for name in ('glance', 'member'):
    password = os.environ['SERVICE_PASSWORD' if name == 'glance' else 'MEMBER_PASSWORD']
    users[name] = call('POST', '/users', {'user': {
        'name': name, 'domain_id': 'default', 'password': password}})['user']['id']
for user, project, role in (('admin', 'service', 'admin'), ('glance', 'service', 'admin'),
                            ('member', 'tenant1', 'member'), ('member', 'tenant1', 'reader')):
    call('PUT', '/projects/%s/users/%s/roles/%s' % (projects[project], users[user], roles[role]))

service = call('POST', '/services', {'service': {'type': 'image', 'name': 'glance'}})['service']['id']
for interface in ('public', 'internal', 'admin'):
    call('POST', '/endpoints', {'endpoint': {
        'service_id': service, 'region_id': 'RegionOne', 'interface': interface, 'url': glance}})
