"""OpenStack Swift with its S3 interface, all its servers in this one process; it checks every signature.

Arguments: an empty folder, an access key (account:user), its secret key. Prints the port once it answers.
"""

import os
import sys

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import loadapp

FILTERS = ('catch_errors', 'listing_formats', 's3api', 'tempauth', 'bulk', 'slo')

parent = os.getppid()
folder, access_key, secret_key = sys.argv[1:4]
parts = ('account', 'container', 'object')
sockets = {name: eventlet.listen(('127.0.0.1', 0)) for name in (*parts, 'proxy')}
port = {name: socket.getsockname()[1] for name, socket in sockets.items()}


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


def load(name, section, filters=''):
    pipeline = ' '.join([*FILTERS, section] if filters else [section])
    return loadapp(write(f'{name}.conf', f'''
[DEFAULT]
swift_dir = {folder}
devices = {folder}
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = {pipeline}
[app:{section}]
use = egg:swift#{name}
account_autocreate = true
{filters}'''))


write('swift.conf', '''
[swift-hash]
swift_hash_path_suffix = tests
[storage-policy:0]
name = only
default = yes
''')
utils.set_swift_dir(folder)
os.makedirs(os.path.join(folder, 'disk'))
for name in parts:
    ring = RingBuilder(1, 1, 0)
    ring.add_dev({
        'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1', 'port': port[name], 'device': 'disk',
    })
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, f'{name}.ring.gz'))

options = {
    's3api': 'location = test-1\nmax_bucket_listing = 20',
    'tempauth': f"user_{access_key.replace(':', '_')} = {secret_key} .admin",
}
filters = '\n'.join(f'[filter:{name}]\nuse = egg:swift#{name}\n{options.get(name, "")}' for name in FILTERS)
apps = {name: load(name, f'{name}-server') for name in parts}
apps['proxy'] = load('proxy', 'proxy-server', filters)


class Memory:
    """What Swift asks of memcached, which it will not run without."""

    def __init__(self):
        self.kept = {}

    def get(self, key, *_, **__):
        return self.kept.get(key)

    def set(self, key, value, *_, **__):
        self.kept[key] = value

    def delete(self, key, *_, **__):
        self.kept.pop(key, None)


def remembering(app, memory):
    return lambda environ, start_response: app({**environ, 'swift.cache': memory}, start_response)


apps['proxy'] = remembering(apps['proxy'], Memory())
silence = open(os.devnull, 'w')
for name, app in apps.items():
    eventlet.spawn(wsgi.server, sockets[name], app, silence)
print(port['proxy'], flush=True)

# A test that breaks off does not get to say that it is through.
while os.getppid() == parent:
    eventlet.sleep(1)
