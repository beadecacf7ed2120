"""A Keystone and a Glance that discard data as fast as the kernel delivers it. Prints its port.

It learns the digests beforehand, because computing them would make it as slow as a Glance. Argument: JSON with size,
checksum (md5) and os_hash_value (sha512) of the data that every image gets. It ends with its standard input.
"""
import http.server, json, os, re, socket, sys, threading, urllib.parse, uuid

facts = json.loads(sys.argv[1])
images = {}
BLOCK = 1 << 20

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def discard(self, length):
        """Takes bytes from the reader's buffer, then lets the kernel drop the rest uncopied (MSG_TRUNC, tcp(7))."""
        buffered = len(self.rfile.peek(1)) if length else 0
        length -= len(self.rfile.read(min(buffered, length)))
        block = bytearray(BLOCK)
        while length:
            got = self.connection.recv_into(block, min(length, BLOCK), socket.MSG_TRUNC)
            if not got:
                raise ConnectionError('the client went away')
            length -= got

    def body(self):
        return self.rfile.read(int(self.headers.get('Content-Length') or 0))

    def discard_body(self):
        if self.headers.get('Transfer-Encoding', '').lower() != 'chunked':
            return self.discard(int(self.headers['Content-Length']))
        while size := int(self.rfile.readline().split(b';')[0], 16):
            self.discard(size)
            self.rfile.readline()
        self.rfile.readline()

    def answer(self, status, body=None, **headers):
        text = b'' if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        if status != 204:
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        body = json.loads(self.body())
        if self.path.endswith('/auth/tokens'):
            return self.answer(201, token_of(self.headers['Host']), X_Subject_Token='token-of-the-sink')
        image = {'id': str(uuid.uuid4()), 'status': 'queued', 'visibility': 'private', 'protected': False,
                 'os_hidden': False, 'min_disk': 0, 'min_ram': 0, 'tags': [], 'owner': 'sink', 'size': None,
                 'virtual_size': None, 'checksum': None, 'os_hash_algo': None, 'os_hash_value': None,
                 'created_at': '2020-01-01T00:00:00Z', 'updated_at': '2020-01-01T00:00:00Z',
                 'file': '/v2/images/file', 'schema': '/v2/schemas/image', **body}
        images[image['id']] = image
        self.answer(201, image, OpenStack_image_store_ids='sink')

    def do_PUT(self):
        image = images[self.path.split('/')[3]]
        self.discard_body()
        image.update(facts, status='active', os_hash_algo='sha512', virtual_size=facts['size'])
        self.answer(204)

    def do_PATCH(self):
        image = images[self.path.split('/')[3]]
        for change in json.loads(self.body()):
            key = change['path'][1:].replace('~1', '/').replace('~0', '~')
            if change['op'] == 'remove':
                image.pop(key, None)
            else:
                image[key] = change['value']
        self.answer(200, image)

    def do_DELETE(self):
        images.pop(self.path.split('/')[3], None)
        self.answer(204)

    def do_GET(self):
        path, _, query = self.path.partition('?')
        base = 'http://%s' % self.headers['Host']
        if path.rstrip('/') == '/v3':
            links = [{'rel': 'self', 'href': base + '/v3/'}]
            return self.answer(200, {'version': {'id': 'v3.14', 'status': 'stable', 'links': links}})
        if path in ('/', '/versions'):
            links = [{'rel': 'self', 'href': base + '/v2/'}]
            return self.answer(300, {'versions': [
                {'id': 'v2.15', 'status': 'CURRENT', 'links': links}, {'id': 'v2.0', 'status': 'SUPPORTED', 'links': links}]})
        if path == '/v2/images':
            return self.answer(200, {'images': [i for i in images.values() if matches(i, urllib.parse.parse_qsl(query))]})
        match = re.fullmatch('/v2/images/([^/]+)', path)
        if match and match[1] in images:
            return self.answer(200, images[match[1]])
        self.answer(404, {})

    def log_message(self, *_):
        pass

def matches(image, query):
    """Enough of Glance's filters: hidden or not, names, and properties."""
    for key, value in query:
        if key == 'os_hidden' and image['os_hidden'] != (value == 'true'):
            return False
        if key == 'name' and not any(image['name'] == name.strip('"') for name in value.partition(':')[2].split(',')):
            return False
        if key.startswith('owner_specified.') and image.get(key) != value:
            return False
    return True

def token_of(host):
    endpoints = [{'interface': interface, 'region': 'RegionOne', 'region_id': 'RegionOne', 'url': 'http://' + host}
                 for interface in ('public', 'internal', 'admin')]
    domain = {'id': 'default', 'name': 'Default'}
    return {'token': {
        'methods': ['password'], 'issued_at': '2020-01-01T00:00:00.000000Z', 'expires_at': '2999-01-01T00:00:00.000000Z',
        'user': {'id': 'sink', 'name': 'sink', 'domain': domain}, 'project': {'id': 'sink', 'name': 'sink', 'domain': domain},
        'roles': [{'id': 'admin', 'name': 'admin'}],
        'catalog': [{'type': 'image', 'name': 'glance', 'endpoints': endpoints}]}}

http.server.ThreadingHTTPServer.request_queue_size = 128
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
